"""The auditing process: `python -m expectations.audit_process FD`, with one end of a pipe as descriptor FD.

It imports Great Expectations at once; then each message is a build to audit, and is answered by its verdict.
"""

from __future__ import annotations

import pickle
import signal
import sys
from multiprocessing.connection import Connection

import expectations.engine  # noqa: F401 - what takes seconds to import, before it is needed
from expectations.verdict import audit


def serve(connection: Connection) -> None:
    """Answer until the pipe closes."""
    # An interrupt ends the load, and the load its auditor.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            built, previous, run_id = pickle.loads(connection.recv_bytes())
        except EOFError:
            return
        connection.send_bytes(pickle.dumps(audit(built, previous, run_id)))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
