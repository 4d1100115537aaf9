package dev.mesos.master.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import dev.mesos.protocol.LibprocessMessage;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The messages that a master understands, by name. */
final class MessageParsers {

  private static final Map<String, Message> PROTOTYPES =
      Stream.of(
              RegisterSlaveMessage.getDefaultInstance(),
              ReregisterSlaveMessage.getDefaultInstance(),
              UnregisterSlaveMessage.getDefaultInstance(),
              UpdateSlaveMessage.getDefaultInstance(),
              PongSlaveMessage.getDefaultInstance())
          .collect(Collectors.toMap(m -> m.getDescriptorForType().getFullName(), m -> m));

  private MessageParsers() {}

  /**
   * The message; empty when it is one that we do not understand.
   *
   * @throws IllegalArgumentException when its bytes are not what its name says
   */
  static Optional<Message> parse(LibprocessMessage message) {
    Message prototype = PROTOTYPES.get(message.name());
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
