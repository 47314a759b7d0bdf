"""Debunk cases: reading them, keeping them in generations, searching them, and matching pages against them."""

import os

# When it is imported, onnxruntime writes an identifier of this machine to the user's cache and sends it to Microsoft
# together with usage data. It reads this variable once, at import, so we set it before anything imports it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
