package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.PodAccess;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * {@code pods/exec} over a websocket, with the channels of {@code v4.channel.k8s.io} and {@code
 * v5.channel.k8s.io}.
 */
final class ExecSubresource implements Subresource {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int CLOSE = 255;
  private static final Buffer END = Buffer.buffer();

  private final Vertx vertx;
  private final Pods pods;

  ExecSubresource(Vertx vertx, Pods pods) {
    this.vertx = vertx;
    this.pods = pods;
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void stream(Call call, HttpServerRequest request) {
    List<String> command = call.query().all("command");
    if (command.isEmpty()) {
      throw ApiException.badRequest("you must specify at least 1 command for the container");
    }
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      throw ApiException.badRequest("exec is served over websockets only");
    }
    String container = pods.container(call, pods.pod(call));
    PodAccess access = pods.access();
    Context context = vertx.getOrCreateContext();
    request
        .toWebSocket()
        .onSuccess(socket -> {
          BlockingQueue<Buffer> input = new LinkedBlockingQueue<>();
          receive(socket, input);
          Thread.ofVirtual()
              .name("exec-" + call.path().name())
              .start(() -> run(call, access, container, command, socket, input, context));
        });
  }

  private static void receive(ServerWebSocket socket, BlockingQueue<Buffer> input) {
    socket.binaryMessageHandler(message -> {
      int channel = message.length() == 0 ? -1 : message.getByte(0) & 0xff;
      if (channel == STDIN) {
        input.add(message.slice(1, message.length()));
      } else if (channel == CLOSE && message.length() > 1 && message.getByte(1) == STDIN) {
        input.add(END);
      }
    });
    socket.closeHandler(gone -> input.add(END));
  }

  private static void run(
      Call call,
      PodAccess access,
      String container,
      List<String> command,
      ServerWebSocket socket,
      BlockingQueue<Buffer> input,
      Context context) {
    ObjectNode status = Json.object();
    status.putObject("metadata");
    try {
      Process process =
          access.exec(call.path().namespace(), call.path().name(), container, command);
      socket.closeHandler(gone -> {
        input.add(END);
        process.destroy();
      });
      Thread stdin = Thread.ofVirtual().start(() -> feed(input, process.getOutputStream()));
      Thread stderr =
          Thread.ofVirtual().start(() -> copy(process.getErrorStream(), STDERR, socket, context));
      copy(process.getInputStream(), STDOUT, socket, context);
      stderr.join();
      exit(status, process.waitFor());
      stdin.interrupt();
    } catch (IOException e) {
      status.put("status", "Failure").put("message", Pods.refusal(e).getMessage());
      status.put("reason", "InternalError").put("code", 500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context.runOnContext(now -> {
      if (!socket.isClosed()) {
        socket.writeBinaryMessage(
            Buffer.buffer().appendByte((byte) ERROR).appendString(status.toString()));
        socket.close();
      }
    });
  }

  private static void exit(ObjectNode status, int code) {
    if (code == 0) {
      status.put("status", "Success");
      return;
    }
    status.put("status", "Failure").put("reason", "NonZeroExitCode");
    status.put("message", "command terminated with non-zero exit code: exit status " + code);
    Json.ensure(status, "details")
        .putArray("causes")
        .addObject()
        .put("reason", "ExitCode")
        .put("message", String.valueOf(code));
  }

  private static void feed(BlockingQueue<Buffer> input, OutputStream stdin) {
    try (stdin) {
      for (Buffer next = input.take(); next != END; next = input.take()) {
        stdin.write(next.getBytes());
        stdin.flush();
      }
    } catch (IOException e) {
      // the process does not read any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(InputStream from, int channel, ServerWebSocket socket, Context context) {
    byte[] bytes = new byte[8 * 1024];
    try (from) {
      for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
        Buffer message = Buffer.buffer().appendByte((byte) channel).appendBytes(bytes, 0, n);
        context.runOnContext(now -> {
          if (!socket.isClosed()) {
            socket.writeBinaryMessage(message);
          }
        });
      }
    } catch (IOException e) {
      // the process has closed its side
    }
  }
}
