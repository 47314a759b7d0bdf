"""Benchmarks: quality, speed, memory, and behaviour under faults."""

import index as _index  # noqa: F401 -- before onnxruntime, whose telemetry it switches off
