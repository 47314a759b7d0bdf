"""Debunk cases: reading them, keeping them in generations, searching them, and matching pages against them."""

import os

# From its import on, onnxruntime would write an identifier of this machine to the user's cache and send it to Microsoft
# with what it runs and how. It looks at this once, so that it has to be set before anything imports it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
