package dev.mesos.local.api.http;

import dev.mesos.local.api.model.ApiException;
import io.vertx.core.http.HttpServerRequest;

/** Answers for what is below an object and is not a part of it. */
interface Subresource {
  /** Whether it answers piece by piece, through {@link #stream}. */
  default boolean streams() {
    return false;
  }

  /** Answers at once; called on a worker thread. */
  default Reply answer(Call call) {
    throw ApiException.methodNotAllowed();
  }

  /** Answers piece by piece; called on the event loop, before the body has been read. */
  default void stream(Call call, HttpServerRequest request) {
    throw ApiException.methodNotAllowed();
  }
}
