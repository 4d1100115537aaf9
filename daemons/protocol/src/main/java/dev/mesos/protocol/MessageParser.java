package dev.mesos.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns messages into protobufs, by name: those that one kind of process understands. Immutable.
 */
public final class MessageParser {

  private final Map<String, Message> prototypes;

  /** A parser of the messages that these are empty instances of. */
  public MessageParser(Message... prototypes) {
    this.prototypes =
        Arrays.stream(prototypes)
            .collect(
                Collectors.toUnmodifiableMap(m -> m.getDescriptorForType().getFullName(), m -> m));
  }

  /**
   * The message; empty if it is not one of those understood.
   *
   * @throws IllegalArgumentException if its bytes are not what its name says
   */
  public Optional<Message> parse(LibprocessMessage message) {
    Message prototype = prototypes.get(message.name());
    if (prototype == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(prototype.getParserForType().parseFrom(message.body()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "message " + message.name() + " from " + message.from() + " cannot be read", e);
    }
  }
}
