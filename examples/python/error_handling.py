"""What can go wrong, and what a program does about it: a bad request, a refusal, an answer that was
lost, and no server.

    python error_handling.py
"""

import os
import uuid

import grpc

import openbell
from openbell.v1 import error_reason_pb2, session_pb2, session_service_pb2

MAY_HAVE_HAPPENED = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)
SIMULATION = session_pb2.SimulationSpec(start_date="2000-01-03", end_date="2020-04-17")


def bad_request(client: openbell.Client) -> None:
    """All that is wrong with it, at once."""
    spec = session_pb2.SessionSpec(symbols=["SP501"], initial_capital="1e5", simulation=SIMULATION)
    try:
        client.sessions.CreateSession(session_service_pb2.CreateSessionRequest(spec=spec))
    except openbell.OpenbellError as error:
        for bad in error.violations:
            print(f"{bad.field}: {bad.reason}: {bad.message}")


def create_surely(client: openbell.Client, request_id: str) -> str:
    """An answer that was lost: the same request_id gives it again, and nothing happens twice. The
    client repeats calls so by itself; this is for a program that comes back later."""
    spec = session_pb2.SessionSpec(
        strategy_id="errors", symbols=["SP500"], initial_capital="100000", simulation=SIMULATION
    )
    request = session_service_pb2.CreateSessionRequest(spec=spec, request_id=request_id)
    try:
        return client.sessions.CreateSession(request).session.session_id
    except openbell.OpenbellError as error:
        if error.code not in MAY_HAVE_HAPPENED:
            raise
        return client.sessions.CreateSession(request).session.session_id


def refusal(client: openbell.Client, session_id: str) -> None:
    """Its reason and its facts are for programs, its message is for people."""
    try:
        client.sessions.PauseSession(session_service_pb2.PauseSessionRequest(session_id=session_id))
    except openbell.OpenbellError as error:
        if error.reason != error_reason_pb2.ERROR_REASON_ILLEGAL_TRANSITION:
            raise
        facts = error.metadata
        allowed = facts["allowed_states"].replace(",", " or ")
        print(f"{error.reason_name}: {facts['current_state']}, not {allowed}")


def no_server(session_id: str) -> None:
    """Said at once, with the address. A server that starts again is waited for."""
    with openbell.connect("127.0.0.1:1") as nobody:
        try:
            nobody.sessions.GetSession(session_service_pb2.GetSessionRequest(session_id=session_id))
        except openbell.OpenbellError as error:
            print(error)


with openbell.connect(os.environ.get("OPENBELL_ADDRESS", "http://127.0.0.1:50051")) as client:
    bad_request(client)
    request_id = str(uuid.uuid4())
    session_id = create_surely(client, request_id)
    again = create_surely(client, request_id)
    print("created once" if session_id == again else "created twice")
    refusal(client, session_id)
    client.sessions.DeleteSession(session_service_pb2.DeleteSessionRequest(session_id=session_id))
no_server(session_id)
