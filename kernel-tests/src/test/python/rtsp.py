# SPDX-License-Identifier: Apache-2.0
"""GStreamer's RTSP server or client: rtsp.py serve PORT | rtsp.py play URL"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

TONE = (
    "( audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1"
    " ! alawenc ! rtppcmapay name=pay0 pt=8 )"
)
# Over UDP alone: a client would otherwise fall back to its TCP connection.
PLAYER = "rtspsrc location={} protocols=udp latency=0 timeout=3000000 ! fakesink num-buffers=10 sync=false"
PATIENCE = 12 * Gst.SECOND


def serve(port):
    server = GstRtspServer.RTSPServer()
    server.set_address("::")
    server.set_service(port)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(TONE)
    server.get_mount_points().add_factory("/tone", factory)
    server.attach(None)
    print("serving", flush=True)
    GLib.MainLoop().run()


def play(url):
    pipeline = Gst.parse_launch(PLAYER.format(url))
    pipeline.set_state(Gst.State.PLAYING)
    kinds = Gst.MessageType.EOS | Gst.MessageType.ERROR | Gst.MessageType.PROGRESS
    message = pipeline.get_bus().timed_pop_filtered(PATIENCE, kinds)
    while message and message.type == Gst.MessageType.PROGRESS:
        print(message.parse_progress()[2], flush=True)
        message = pipeline.get_bus().timed_pop_filtered(PATIENCE, kinds)
    print("played" if message and message.type == Gst.MessageType.EOS else "silence", flush=True)
    pipeline.set_state(Gst.State.NULL)


Gst.init(None)
{"serve": serve, "play": play}[sys.argv[1]](sys.argv[2])
