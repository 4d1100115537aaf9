package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.store.Store;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Serves watches, as chunked HTTP or over a websocket, one event a line or message. */
final class WatchHandler {
  private static final int BUFFER_LIMIT = 16 * 1024 * 1024;
  private static final long BOOKMARK_EVERY = TimeUnit.SECONDS.toMillis(60);
  private static final long LONGEST = TimeUnit.HOURS.toSeconds(1);

  private final Vertx vertx;
  private final Store store;
  private final Presenters presenters;

  WatchHandler(Vertx vertx, Store store, Presenters presenters) {
    this.vertx = vertx;
    this.store = store;
    this.presenters = presenters;
  }

  void overHttp(Call call, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.setChunked(true).putHeader("Content-Type", "application/json");
    response.putHeader("Cache-Control", "no-cache, private");
    response.setWriteQueueMaxSize(BUFFER_LIMIT);
    Consumer<ObjectNode> write =
        event -> {
          if (response.closed() || response.ended()) {
            return;
          }
          response.write(event + "\n");
          if (response.writeQueueFull()) {
            request.connection().close(); // it reads too slowly; it will list again
          }
        };
    Runnable end =
        () -> {
          if (!response.closed() && !response.ended()) {
            response.end();
          }
        };
    Watching watching = begin(call, write, end);
    if (watching != null) {
      response.closeHandler(gone -> watching.close());
      if (!response.headWritten()) {
        response.writeHead();
      }
    }
  }

  void overWebSocket(Call call, ServerWebSocket socket) {
    socket.setWriteQueueMaxSize(BUFFER_LIMIT);
    Watching watching =
        begin(
            call,
            event -> {
              if (!socket.isClosed()) {
                socket.writeTextMessage(event.toString());
              }
            },
            socket::close);
    if (watching != null) {
      socket.closeHandler(gone -> watching.close());
    }
  }

  private @org.jspecify.annotations.Nullable Watching begin(
      Call call, Consumer<ObjectNode> write, Runnable end) {
    Context context = vertx.getOrCreateContext();
    WatchStream stream =
        new WatchStream(
            store,
            call,
            presenters.of(call),
            event -> context.runOnContext(now -> write.accept(event)));
    try {
      Watching watching = new Watching(stream.start(), vertx);
      watching.every(
          call.query().is("allowWatchBookmarks") ? BOOKMARK_EVERY : 0,
          () -> stream.bookmark(store.revision(), false));
      long seconds = call.query().number("timeoutSeconds", 0);
      long random = ThreadLocalRandom.current().nextLong(LONGEST / 2);
      watching.after(
          TimeUnit.SECONDS.toMillis(seconds > 0 ? seconds : LONGEST / 2 + random),
          () -> {
            watching.close();
            end.run();
          });
      return watching;
    } catch (ApiException e) {
      write.accept(WatchStream.error(e));
      end.run();
      return null;
    }
  }

  /** A running watch and its timers. */
  private static final class Watching {
    private final Store.Subscription subscription;
    private final Vertx vertx;
    private long periodic = -1;
    private long timeout = -1;

    Watching(Store.Subscription subscription, Vertx vertx) {
      this.subscription = subscription;
      this.vertx = vertx;
    }

    void every(long millis, Runnable action) {
      if (millis > 0) {
        periodic = vertx.setPeriodic(millis, id -> action.run());
      }
    }

    void after(long millis, Runnable action) {
      timeout = vertx.setTimer(millis, id -> action.run());
    }

    void close() {
      subscription.close();
      vertx.cancelTimer(periodic);
      vertx.cancelTimer(timeout);
    }
  }
}
