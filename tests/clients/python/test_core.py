"""The decisions of the client, without a server: those that scenarios cannot single out."""

import asyncio
import json
import unittest

import grpc
import grpc.aio

import openbell
import openbell.aio
from openbell._aio.sender import Sender
from openbell._aio.stream import DuplexStream
from openbell._core.call_error import call_error
from openbell._core.errors import ClientClosed
from openbell._core.reconnect_policy import FeedGap, ReconnectPolicy
from openbell._core.service_config import service_config
from openbell._core.settings import check_settings, identified
from openbell._core.stall import StallClock
from openbell._core.status_details import StatusDetails, read_details
from openbell.v1 import session_service_pb2, trading_service_pb2

ASKED = session_service_pb2.GetSessionRequest()
FOLLOWING = session_service_pb2.WatchSessionsRequest()


class StubError:
    """What gRPC says of a call that ended without a server's word."""

    def __init__(self, code, text):
        self.code = lambda: code
        self.details = lambda: text
        self.trailing_metadata = lambda: None


def gone(retry_after=None):
    return openbell.OpenbellError(grpc.StatusCode.UNAVAILABLE, "gone", retry_after=retry_after)


class Waits(unittest.TestCase):
    def test_bound_doubles_up_to_20_seconds(self):
        policy = ReconnectPolicy(100, None, random=lambda: 1.0)
        waits = [policy.next_stream(gone(), None, False).delay for _ in range(10)]
        self.assertEqual(waits, [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 20, 20, 20])

    def test_a_wait_that_the_server_asked_for_comes_on_top(self):
        policy = ReconnectPolicy(100, None, random=lambda: 0.5)
        self.assertEqual(policy.next_stream(gone(retry_after=3.0), None, False).delay, 3.1)

    def test_goodbye_says_when_to_come_back(self):
        policy = ReconnectPolicy(100, None, random=lambda: 0.5)
        self.assertEqual(policy.next_stream(gone(), 1.5, False).delay, 1.5)

    def test_thousands_of_failures_are_no_overflow(self):
        policy = ReconnectPolicy(10_000, None, random=lambda: 1.0)
        waits = [policy.next_stream(gone(), None, False).delay for _ in range(5_000)]
        self.assertEqual(waits[-1], 20)

    def test_a_gap_between_two_at_another_place_is_no_third_one(self):
        policy = ReconnectPolicy(100, None, random=lambda: 0.0)
        for _ in range(2):
            policy.next_stream(FeedGap("missing"), None, False)
        policy.moved()
        for _ in range(2):
            policy.next_stream(FeedGap("missing"), None, False)
        with self.assertRaises(FeedGap):
            policy.next_stream(FeedGap("missing"), None, False)


    def test_a_client_that_was_closed_does_not_come_back(self):
        policy = ReconnectPolicy(100, None, random=lambda: 0.0)
        with self.assertRaises(ClientClosed):
            policy.next_stream(ClientClosed(), None, False)


class Stalls(unittest.TestCase):
    def test_the_time_of_the_reader_does_not_count(self):
        clock = StallClock(3.0)
        clock.wait(10.0)
        self.assertEqual(clock.look(12.0), 1.0)
        clock.rest()
        self.assertIsNone(clock.look(99.0))
        clock.wait(99.5)
        self.assertEqual(clock.look(102.0), 0.5)
        self.assertFalse(clock.stalled)
        self.assertEqual(clock.look(102.5), 0.0)
        self.assertTrue(clock.stalled)


class Requests(unittest.TestCase):
    def test_a_request_of_the_caller_stays_as_it_is(self):
        request = session_service_pb2.StartSessionRequest(session_id="ses_a")
        first, first_id = identified(request)
        second, second_id = identified(request)
        self.assertEqual(request.request_id, "")
        self.assertEqual((first.request_id, second.request_id), (first_id, second_id))
        self.assertNotEqual(first_id, second_id)

    def test_an_id_that_is_given_is_kept_and_one_that_is_not_taken_is_not_made(self):
        request = session_service_pb2.StartSessionRequest(request_id="mine")
        self.assertEqual(identified(request), (request, "mine"))
        order = trading_service_pb2.PlaceOrderRequest()
        self.assertEqual(identified(order), (order, ""))

    def test_no_client_without_an_end_to_its_calls(self):
        for timeout in (0, -1, float("inf"), float("nan"), 3.2e9):
            with self.assertRaisesRegex(ValueError, "^timeout is .*: it must be above 0 and at m"):
                check_settings("127.0.0.1:1", None, timeout, 3)
        for attempts in (0, 1.5, True):
            with self.assertRaisesRegex(ValueError, "^attempts is .*: it must be a whole number"):
                check_settings("127.0.0.1:1", None, 1.0, attempts)

    def test_a_loop_or_call_that_cannot_be_is_refused_before_anything_is_sent(self):
        with openbell.connect("127.0.0.1:1", attempts=1) as client:
            for stall in (0, -1, float("inf"), float("nan"), 3.2e9):
                with self.assertRaisesRegex(ValueError, "^stall is .*: it must be above 0 and at"):
                    client.drive("ses_a", lambda turn: None, stall=stall)
                with self.assertRaisesRegex(ValueError, "^timeout is .*: it must be above 0 and"):
                    client.sessions.GetSession(ASKED, timeout=stall)
                with self.assertRaisesRegex(ValueError, "^timeout is .*: it must be above 0 and"):
                    client.sessions.WatchSessions(FOLLOWING, timeout=stall)
            for attempts in (0, -1, 1.5):
                said = "^reconnect_attempts is .*: it must be a whole number from 1 on"
                with self.assertRaisesRegex(ValueError, said):
                    client.drive("ses_a", lambda turn: None, reconnect_attempts=attempts)
                with self.assertRaisesRegex(ValueError, said):
                    client.watch(reconnect_attempts=attempts)

    def test_a_loop_on_asyncio_that_cannot_be_is_refused_as_well(self):
        async def refused():
            async with openbell.aio.connect("127.0.0.1:1", attempts=1) as client:
                with self.assertRaisesRegex(ValueError, "^stall is 0: it must be above 0"):
                    await client.drive("ses_a", lambda turn: None, stall=0)
                with self.assertRaisesRegex(ValueError, "^reconnect_attempts is 0: it must be"):
                    await client.drive("ses_a", lambda turn: None, reconnect_attempts=0)
                with self.assertRaisesRegex(ValueError, "^reconnect_attempts is 0: it must be"):
                    client.watch(reconnect_attempts=0)
                with self.assertRaisesRegex(ValueError, "^timeout is 0: it must be above 0"):
                    await client.sessions.GetSession(ASKED, timeout=0)
                with self.assertRaisesRegex(ValueError, "^timeout is 0: it must be above 0"):
                    client.sessions.WatchSessions(FOLLOWING, timeout=0)

        asyncio.run(refused())

    def test_an_empty_token_is_none(self):
        for token in (None, ""):
            settings = check_settings("127.0.0.1:1", token, 1.0, 3)
            self.assertEqual(settings.metadata(None), [])
        settings = check_settings("127.0.0.1:1", "t", 1.0, 3)
        self.assertEqual(settings.metadata(None), [("authorization", "Bearer t")])

    def test_attempts_are_those_that_grpc_makes(self):
        def policies(attempts):
            methods = json.loads(service_config(attempts))["methodConfig"]
            return [each.get("retryPolicy", {}).get("maxAttempts") for each in methods]

        self.assertEqual(set(policies(1)), {None})
        self.assertEqual(set(policies(3)), {3})
        self.assertEqual(set(policies(9)), {5})


class EndedCall:
    """A call of grpc.aio that the server ended just before something is written."""

    def add_done_callback(self, tell):
        self._tell = tell

    async def code(self):
        return grpc.StatusCode.ABORTED

    async def details(self):
        return "another driver took over"

    async def trailing_metadata(self):
        return None

    async def write(self, _request):
        self._tell(self)
        nothing = grpc.aio.Metadata()
        text = "Internal error from Core"
        raise grpc.aio.AioRpcError(grpc.StatusCode.INTERNAL, nothing, nothing, text)


class Writes(unittest.IsolatedAsyncioTestCase):
    async def test_a_write_that_fails_says_why_the_server_ended_the_call(self):
        settings = check_settings("127.0.0.1:1", None, 1.0, 3)
        stream = DuplexStream(EndedCall(), None, settings, asyncio.Event(), None)
        with self.assertRaises(openbell.OpenbellError) as raised:
            await stream.write(None)
        self.assertEqual(raised.exception.code, grpc.StatusCode.ABORTED)
        self.assertEqual(raised.exception.message, "another driver took over")


class DoneCall(EndedCall):
    """A call whose half-close finds that the server has ended it."""

    def __init__(self):
        self.is_cancelled = False

    async def write(self, _request):
        pass

    async def done_writing(self):
        raise grpc.aio.InternalError("Failed \"execute_batch\"")

    def cancel(self):
        self.is_cancelled = True


class ToldTwice(EndedCall):
    """A call that gRPC ends with a status of its own before it reads the server's."""

    said = "Internal error from Core"

    async def details(self):
        return self.said

    async def write(self, request):
        self._tell(self)
        self.said = "another driver took over"
        await super().write(request)


class EndsOfRequests(unittest.IsolatedAsyncioTestCase):
    async def test_a_call_that_has_ended_at_its_half_close_is_not_cancelled(self):
        call = DoneCall()
        sender = Sender(call, [None])
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        self.assertEqual((sender.failure, call.is_cancelled), (None, False))

    async def test_the_word_of_the_server_counts_also_where_it_is_read_later(self):
        settings = check_settings("127.0.0.1:1", None, 1.0, 3)
        stream = DuplexStream(ToldTwice(), None, settings, asyncio.Event(), None)
        with self.assertRaises(openbell.OpenbellError) as raised:
            await stream.write(None)
        self.assertEqual(raised.exception.message, "another driver took over")


class Errors(unittest.TestCase):
    def test_details_of_somebody_else_are_none(self):
        self.assertEqual(read_details(b"no message at all"), StatusDetails())

    def test_an_unknown_reason_keeps_its_name(self):
        error = openbell.OpenbellError(
            grpc.StatusCode.ABORTED, "later", reason_name="OF_A_LATER_VERSION"
        )
        self.assertEqual((error.reason, error.reason_name), (0, "OF_A_LATER_VERSION"))

    def test_nobody_is_told_apart_from_somebody_else(self):
        lost = "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: "
        said = {}
        for reason in (
            "Failed to connect to remote host: Connection refused",
            "Trying to connect an http1.x server (HTTP status 400)",
            "Failed parsing HTTP/2 (Expected SETTINGS frame as the first frame)",
        ):
            unavailable = StubError(grpc.StatusCode.UNAVAILABLE, lost + reason)
            error = call_error(unavailable, "127.0.0.1:1")
            said[error.message.split(":")[0]] = error.code.name
        self.assertEqual(
            said,
            {
                "no server answers at 127.0.0.1": "UNAVAILABLE",
                "the server at 127.0.0.1": "UNIMPLEMENTED",
            },
        )

    def test_a_page_whose_http_status_got_lost_is_a_passing_failure(self):
        text = "Stream removed (Data frame with END_STREAM flag received)"
        error = call_error(StubError(grpc.StatusCode.INTERNAL, text), "127.0.0.1:1")
        self.assertEqual(error.code, grpc.StatusCode.UNAVAILABLE)
        self.assertRegex(error.message, "^127.0.0.1:1 answered, but not over gRPC: ")


if __name__ == "__main__":
    unittest.main()
