package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.PodAccess.LogOptions;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code pods/log}: text as the container has written it. */
final class LogSubresource implements Subresource {
  private static final int CHUNK = 16 * 1024;

  private final Vertx vertx;
  private final Pods pods;

  LogSubresource(Vertx vertx, Pods pods) {
    this.vertx = vertx;
    this.pods = pods;
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void stream(Call call, HttpServerRequest request) {
    ObjectNode pod = pods.pod(call);
    LogOptions options =
        new LogOptions(
            pods.container(call, pod),
            call.query().is("previous"),
            call.query().is("follow"),
            optionalInt(call.query(), "tailLines"),
            call.query().has("limitBytes") ? call.query().number("limitBytes", 0) : null);
    pods.access();
    Context context = vertx.getOrCreateContext();
    Thread.ofVirtual()
        .name("log-" + Json.name(pod))
        .start(() -> copy(call, options, request, context));
  }

  private static @Nullable Integer optionalInt(Query query, String name) {
    return query.has(name) ? Math.toIntExact(query.number(name, 0)) : null;
  }

  private void copy(Call call, LogOptions options, HttpServerRequest request, Context context) {
    HttpServerResponse response = request.response();
    try (InputStream log =
        pods.access().logs(call.path().namespace(), call.path().name(), options)) {
      context.runOnContext(now -> {
        response.setChunked(true).putHeader("Content-Type", "text/plain");
        response.writeHead();
        response.closeHandler(gone -> close(log));
      });
      byte[] bytes = new byte[CHUNK];
      for (int n = log.read(bytes); n >= 0 && !response.closed(); n = log.read(bytes)) {
        write(context, response, Buffer.buffer().appendBytes(bytes, 0, n));
      }
      context.runOnContext(now -> end(response));
    } catch (IOException e) {
      context.runOnContext(now -> fail(request, Pods.refusal(e)));
    } catch (ApiException e) {
      context.runOnContext(now -> fail(request, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes and waits, so that a slow reader slows the reading. */
  private static void write(Context context, HttpServerResponse response, Buffer data)
      throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    context.runOnContext(now -> {
      if (response.closed()) {
        written.countDown();
      } else {
        response.write(data).onComplete(done -> written.countDown());
      }
    });
    written.await();
  }

  private static void fail(HttpServerRequest request, ApiException refusal) {
    if (request.response().headWritten()) {
      end(request.response());
    } else {
      Router.send(request, Reply.of(refusal));
    }
  }

  private static void end(HttpServerResponse response) {
    if (!response.closed() && !response.ended()) {
      response.end();
    }
  }

  private static void close(InputStream log) {
    try {
      log.close();
    } catch (IOException e) {
      // the reader is gone; there is nobody to tell
    }
  }
}
