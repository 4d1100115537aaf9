package dev.mesos.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One message between processes.
 *
 * @param from who sent it, and where answers go
 * @param to the id of the receiving process, for example {@code master}
 * @param name the full name of the protobuf message in {@code body}, for example {@code
 *     mesos.internal.PingSlaveMessage}
 * @param body the serialized message, may be empty
 * @param epoch the election that the sender acts in (header {@code Mesos-Epoch}); absent in
 *     messages of Apache Mesos itself
 */
public record LibprocessMessage(
    Upid from, String to, String name, ByteString body, OptionalLong epoch) {

  public LibprocessMessage {
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
    Objects.requireNonNull(name);
    Objects.requireNonNull(body);
    Objects.requireNonNull(epoch);
  }

  /** A message to send, without an epoch. */
  public static LibprocessMessage of(Upid from, String to, Message message) {
    String name = message.getDescriptorForType().getFullName();
    return new LibprocessMessage(from, to, name, message.toByteString(), OptionalLong.empty());
  }

  public LibprocessMessage withEpoch(long epoch) {
    return new LibprocessMessage(from, to, name, body, OptionalLong.of(epoch));
  }
}
