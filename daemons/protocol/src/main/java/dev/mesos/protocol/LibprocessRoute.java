package dev.mesos.protocol;

import com.google.protobuf.ByteString;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side, to be put before all other routes of the HTTP server: takes the requests that
 * are messages, passes on all others. Answers as Mesos does: 202 taken, 404 no such process, 400
 * not from where it says (if that is checked), 500 not readable; and 503 if the process takes it at
 * another time, where Mesos says nothing.
 */
public final class LibprocessRoute implements Handler<RoutingContext> {

  /**
   * The largest message taken; re-registrations of slaves with very many tasks are the largest
   * there are.
   */
  public static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(LibprocessRoute.class);

  private final Inbox inbox;
  private final boolean requirePeerAddressIpMatch;

  /**
   * @param requirePeerAddressIpMatch refuse messages whose sender claims another IP address than
   *     its connection has, as Mesos's {@code LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH}
   */
  public LibprocessRoute(Inbox inbox, boolean requirePeerAddressIpMatch) {
    this.inbox = inbox;
    this.requirePeerAddressIpMatch = requirePeerAddressIpMatch;
  }

  @Override
  public void handle(RoutingContext context) {
    switch (decode(context.request())) {
      case LibprocessCodec.Decoded.NotAMessage none -> context.next();
      case LibprocessCodec.Decoded.Malformed malformed -> refuse(context, 500, malformed.reason());
      case LibprocessCodec.Decoded.Head head -> receive(context, head);
    }
  }

  private static LibprocessCodec.Decoded decode(HttpServerRequest request) {
    String path = request.path();
    return LibprocessCodec.decode(
        request.method().name(), path == null ? "" : path, request.headers()::get);
  }

  private void receive(RoutingContext context, LibprocessCodec.Decoded.Head head) {
    HttpServerRequest request = context.request();
    String peer = request.remoteAddress().hostAddress();
    if (requirePeerAddressIpMatch && !head.from().address().host().equals(peer)) {
      refuse(
          context,
          400,
          "the message says it is from "
              + head.from()
              + " but comes from "
              + peer
              + ": use --no-require_peer_address_ip_match if addresses are translated between");
      return;
    }
    Buffer body = Buffer.buffer();
    request.exceptionHandler(e ->
        LOG.debug(
            "message lost: from={} name={} error={}", head.from(), head.name(), e.toString()));
    request.handler(part -> {
      if (body.length() + part.length() > MAX_BODY_BYTES) {
        LOG.warn(
            "message refused: from={} name={} larger than {} bytes",
            head.from(),
            head.name(),
            MAX_BODY_BYTES);
        request.connection().close();
      } else {
        body.appendBuffer(part);
      }
    });
    request.endHandler(
        end -> deliver(context, head.withBody(ByteString.copyFrom(body.getBytes()))));
    request.resume();
  }

  private void deliver(RoutingContext context, LibprocessMessage message) {
    Delivery delivery;
    try {
      delivery = inbox.deliver(message);
    } catch (RuntimeException e) {
      LOG.error("message not handled: from={} name={}", message.from(), message.name(), e);
      refuse(context, 500, "the message could not be handled");
      return;
    }
    if (delivery == Delivery.TAKEN) {
      context
          .response()
          .setStatusCode(delivery.status())
          .putHeader(LibprocessCodec.DELIVERY, "taken")
          .end();
    } else {
      MesosHttp.status(context, delivery.status());
    }
  }

  private static void refuse(RoutingContext context, int status, String reason) {
    LOG.warn(
        "message refused: peer={} status={} reason={}",
        context.request().remoteAddress(),
        status,
        reason);
    context.request().resume();
    MesosHttp.text(context, status, reason);
  }
}
