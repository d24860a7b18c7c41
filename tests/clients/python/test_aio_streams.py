"""Streams of asyncio whose requests are still on their way, beside a server of gRPC."""

import asyncio
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import grpc

import openbell.aio
from openbell.v1 import session_service_pb2, trading_pb2, trading_service_pb2


class Handler(grpc.GenericRpcHandler):
    """Serves every method by one behaviour."""

    def __init__(self, behaviour):
        self._handler = grpc.stream_stream_rpc_method_handler(
            behaviour,
            request_deserializer=trading_service_pb2.RunRequest.FromString,
            response_serializer=trading_service_pb2.RunResponse.SerializeToString,
        )

    def service(self, _details):
        return self._handler


def refuse(_requests, context):
    context.abort(grpc.StatusCode.UNAUTHENTICATED, "who are you?")


def count(requests, _context):
    for number, _ in enumerate(requests, 1):
        yield trading_service_pb2.RunResponse(result=trading_pb2.TurnResult(barrier=number))


class Streams(unittest.IsolatedAsyncioTestCase):
    async def serve(self, behaviour):
        server = grpc.server(ThreadPoolExecutor(4))
        server.add_generic_rpc_handlers([Handler(behaviour)])
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        self.addCleanup(server.stop, None)
        client = openbell.aio.connect(f"127.0.0.1:{port}", attempts=1)
        self.addAsyncCleanup(client.close)
        return client

    def keep_busy(self):
        """Keeps the event loop late for what gRPC has to tell it."""

        async def work():
            while True:
                time.sleep(0.0001)
                await asyncio.sleep(0)

        self.addCleanup(asyncio.create_task(work()).cancel)

    async def assert_refused(self, stream):
        with self.assertRaises(openbell.OpenbellError) as raised:
            async for _ in stream:
                self.fail("there is no answer")
        self.assertEqual(raised.exception.message, "who are you?")
        self.assertEqual(raised.exception.code, grpc.StatusCode.UNAUTHENTICATED)

    async def test_a_stream_refused_before_its_request_says_why(self):
        client = await self.serve(refuse)
        self.keep_busy()
        for _ in range(100):
            request = session_service_pb2.WatchSessionsRequest()
            await self.assert_refused(client.sessions.WatchSessions(request))

    async def test_a_stream_refused_before_its_own_requests_says_why(self):
        async def turns():
            for _ in range(3):
                yield trading_service_pb2.RunRequest()

        client = await self.serve(refuse)
        self.keep_busy()
        for _ in range(50):
            await self.assert_refused(client.trading.Run(turns()))
            await self.assert_refused(client.trading.Run([trading_service_pb2.RunRequest()] * 3))

    async def test_requests_are_sent_up_to_their_end(self):
        async def turns():
            for _ in range(3):
                yield trading_service_pb2.RunRequest()

        client = await self.serve(count)
        for requests in turns(), [trading_service_pb2.RunRequest()] * 3:
            barriers = [answer.result.barrier async for answer in client.trading.Run(requests)]
            self.assertEqual(barriers, [1, 2, 3])

    async def test_what_requests_raise_comes_out_unchanged(self):
        async def turns():
            yield trading_service_pb2.RunRequest()
            raise LookupError("no decision")

        client = await self.serve(count)
        with self.assertRaisesRegex(LookupError, "no decision"):
            async for _ in client.trading.Run(turns()):
                pass

    async def test_no_request_is_asked_for_after_the_stream(self):
        ended = asyncio.Event()

        async def turns():
            try:
                yield trading_service_pb2.RunRequest()
                await asyncio.Event().wait()
            finally:
                ended.set()

        client = await self.serve(count)
        async with client.trading.Run(turns()) as stream:
            await stream.__anext__()
        await asyncio.wait_for(ended.wait(), 10)


if __name__ == "__main__":
    unittest.main()
