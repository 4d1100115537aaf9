package dev.mesos.local.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdyRstStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.DefaultSpdyWindowUpdateFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdyStreamStatus;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Port forwarding as kubectl speaks it: SPDY/3.1 inside the binary messages of a websocket. For
 * each connection the client opens two streams, one for errors and one for data. Lives on the
 * websocket's event loop.
 */
final class SpdyTunnel {
  private static final Logger LOG = LoggerFactory.getLogger(SpdyTunnel.class);

  private final ServerWebSocket socket;
  private final IntFunction<Future<NetSocket>> connector;
  private final EmbeddedChannel spdy =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
  private final Map<Integer, Future<NetSocket>> targets = new HashMap<>();
  private final Map<String, Integer> errorStreams = new HashMap<>();

  /**
   * @param connector connects to a port of the pod
   */
  SpdyTunnel(ServerWebSocket socket, IntFunction<Future<NetSocket>> connector) {
    this.socket = socket;
    this.connector = connector;
  }

  void start() {
    socket.binaryMessageHandler(this::receive);
    socket.exceptionHandler(e -> LOG.debug("port forwarding ended", e));
    socket.closeHandler(gone -> {
      targets.values().forEach(target -> target.onSuccess(NetSocket::close));
      spdy.finishAndReleaseAll();
    });
  }

  private void receive(Buffer message) {
    spdy.writeInbound(Unpooled.wrappedBuffer(message.getBytes()));
    for (Object frame = spdy.readInbound(); frame != null; frame = spdy.readInbound()) {
      switch (frame) {
        case SpdySynStreamFrame open -> open(open);
        case SpdyDataFrame data -> data(data);
        case SpdyPingFrame ping -> send(new DefaultSpdyPingFrame(ping.id()));
        case SpdyRstStreamFrame reset -> close(reset.streamId());
        default -> {}
      }
      ReferenceCountUtil.release(frame);
    }
  }

  private void open(SpdySynStreamFrame frame) {
    int stream = frame.streamId();
    DefaultSpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(stream);
    reply.headers().set("status", "200"); // kubectl cannot read a block without headers
    send(reply);
    String request = String.valueOf(frame.headers().get("requestid"));
    if ("error".contentEquals(String.valueOf(frame.headers().get("streamtype")))) {
      errorStreams.put(request, stream);
      return;
    }
    int port = Integer.parseInt(String.valueOf(frame.headers().get("port")));
    Future<NetSocket> target = connector.apply(port);
    targets.put(stream, target);
    target
        .onSuccess(connected -> join(stream, request, connected))
        .onFailure(e -> fail(stream, request, port, e));
  }

  private void join(int stream, String request, NetSocket target) {
    target.handler(data -> {
      if (!socket.isClosed()) {
        send(new DefaultSpdyDataFrame(stream, Unpooled.wrappedBuffer(data.getBytes())));
      }
    });
    target.closeHandler(gone -> {
      if (targets.remove(stream) != null && !socket.isClosed()) {
        end(stream);
        endErrors(request);
      }
    });
  }

  private void fail(int stream, String request, int port, Throwable why) {
    targets.remove(stream);
    Integer errors = errorStreams.get(request);
    if (errors != null) {
      String text = "error forwarding port " + port + " to pod: " + why.getMessage();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      send(new DefaultSpdyDataFrame(errors, Unpooled.wrappedBuffer(bytes)));
    }
    endErrors(request);
    send(new DefaultSpdyRstStreamFrame(stream, SpdyStreamStatus.INTERNAL_ERROR));
  }

  private void endErrors(String request) {
    Integer errors = errorStreams.remove(request);
    if (errors != null) {
      end(errors);
    }
  }

  private void end(int stream) {
    send(new DefaultSpdyDataFrame(stream).setLast(true));
  }

  private void data(SpdyDataFrame frame) {
    Future<NetSocket> target = targets.get(frame.streamId());
    byte[] bytes = new byte[frame.content().readableBytes()];
    frame.content().readBytes(bytes);
    if (target == null) {
      return;
    }
    boolean last = frame.isLast();
    target.onSuccess(connected -> {
      if (bytes.length > 0) {
        connected.write(Buffer.buffer(bytes));
      }
      if (last) {
        connected.end();
      }
    });
    if (bytes.length > 0) {
      send(new DefaultSpdyWindowUpdateFrame(frame.streamId(), bytes.length));
    }
  }

  private void close(int stream) {
    Future<NetSocket> target = targets.remove(stream);
    if (target != null) {
      target.onSuccess(NetSocket::close);
    }
  }

  private void send(Object frame) {
    spdy.writeOutbound(frame);
    for (ByteBuf bytes = spdy.readOutbound(); bytes != null; bytes = spdy.readOutbound()) {
      byte[] copy = new byte[bytes.readableBytes()];
      bytes.readBytes(copy);
      bytes.release();
      socket.writeBinaryMessage(Buffer.buffer(copy));
    }
  }
}
