"""Measuring: quality, speed, memory, and what faults do."""

import index as _index  # noqa: F401 -- before onnxruntime, which it keeps from telling anybody
