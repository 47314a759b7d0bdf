"""The models that the settings name, opened: for building an index, and for serving one."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from index.errors import ModelError
from index.semantic import hub, model_folder
from index.semantic.encoder import Encoder
from index.semantic.model_folder import ModelFolder, Overrides
from index.semantic.models import Models
from index.semantic.reranker import Reranker
from server.settings import Settings, data_folder

_log = logging.getLogger("rejoinder.semantic")


def models_folder() -> Path:
    """Where `rejoinder models pull` keeps what it fetched."""
    return data_folder() / "models"


def encoder_folder(settings: Settings) -> ModelFolder:
    """The folder that the setting `model` names, used as the settings say. Raises ModelError."""
    overrides = Overrides(
        settings.model_pooling, settings.model_query_prefix, settings.model_passage_prefix, settings.model_max_tokens
    )
    return model_folder.read(hub.folder_of(settings.model, models_folder()), overrides)


def open_models(settings: Settings, building: bool = False) -> Models | None:
    """What the settings name; None where they name no model, or none is required and none can be used.

    `building`: on all processors and without the re-ranker. Raises ModelError naming what is wrong.
    """
    if not settings.model:
        if settings.reranker:
            raise ModelError("the setting `reranker` needs the setting `model`: a re-ranker reads what the model found")
        return None
    try:
        threads = (os.cpu_count() or 1) if building else 1
        encoder = Encoder(encoder_folder(settings), threads)
        reranker = None
        if settings.reranker and not building:
            reranker = Reranker(model_folder.read(hub.folder_of(settings.reranker, models_folder())))
    except ModelError as e:
        if settings.model_required or building:
            raise
        _log.warning("going on without the semantic tier: %s", e)
        return None
    return Models(encoder, reranker, float(settings.semantic_budget_ms))
