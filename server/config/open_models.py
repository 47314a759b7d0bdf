"""Opens the models that the settings name, for building an index or for serving one."""

from __future__ import annotations

import logging
import os
from functools import cache
from pathlib import Path

from index.errors import ModelError
from index.matcher.models import Models
from index.reader.model import SHIPPED, Reader
from index.semantic import hub, model_folder
from index.semantic.encoder import Encoder, SentenceEncoder
from index.semantic.model_folder import ModelFolder, Overrides
from index.semantic.static import StaticEncoder
from server.config.settings import BUILT_IN, OFF, Settings, data_folder

_log = logging.getLogger("rejoinder.models")


def models_folder() -> Path:
    """The folder in which `rejoinder models pull` keeps models."""
    return data_folder() / "models"


def encoder_folder(settings: Settings) -> ModelFolder:
    """The folder of the encoder that the setting `model` names, with the other model settings. Raises ModelError."""
    if settings.model == BUILT_IN:
        raise ModelError(f"{BUILT_IN} is the encoder that comes with Rejoinder: it has no settings")
    overrides = Overrides(
        settings.model_pooling, settings.model_query_prefix, settings.model_passage_prefix, settings.model_max_tokens
    )
    return model_folder.read(hub.folder_of(settings.model, models_folder()), overrides)


def open_models(settings: Settings, building: bool = False) -> Models:
    """Open the models that the settings name. Raises ModelError that says what is wrong.

    With `building`, the encoder uses all processors, and there is no reader, as a build needs none; otherwise the
    encoder uses two processors.
    """
    reader = None if building else _reader(settings.reader)
    return Models(
        reader, _encoder(settings, building), float(settings.reader_budget_ms), float(settings.semantic_budget_ms)
    )


def _reader(setting: str) -> Reader | None:
    if setting == "off":
        return None
    return _opened(SHIPPED if setting == "on" else Path(setting).expanduser())


@cache
def _opened(folder: Path) -> Reader:
    """The reader in a folder. A process opens it once, as an open reader never changes."""
    return Reader(folder)


@cache
def _built_in() -> StaticEncoder:
    return StaticEncoder()


def _encoder(settings: Settings, building: bool) -> SentenceEncoder | None:
    if settings.model == OFF:
        return None
    try:
        if settings.model == BUILT_IN:
            return _built_in()
        threads = os.cpu_count() or 1
        return Encoder(encoder_folder(settings), threads if building else min(2, threads))
    except ModelError as e:
        if settings.model_required or building:
            raise
        _log.warning("going on without the sentence encoder: %s", e)
        return None
