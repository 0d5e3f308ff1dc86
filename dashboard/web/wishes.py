"""What a browser may ask of an open page: to draw it, and to give and take its files.

Streamlit also takes the wishes of developers from anybody who has a page open: to empty the caches of
all, to look into the folder of the program, to change how it runs. Nobody's browser asks for them here.
"""

from google.protobuf.message import DecodeError
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg

HEARD = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
"""What is asked of the server beside runs: a file that is made at a click, more rows of a table."""


def is_heard(message: Message) -> bool:
    """Say whether Streamlit is to hear what a browser sends; what is no wish at all it refuses itself."""
    content = message.get("bytes")
    if message["type"] != "websocket.receive" or content is None:
        return True
    try:
        wish = BackMsg.FromString(content)
    except DecodeError:
        return True
    kind = wish.WhichOneof("type")
    if kind == "backend_operation_request":
        return wish.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in HEARD
