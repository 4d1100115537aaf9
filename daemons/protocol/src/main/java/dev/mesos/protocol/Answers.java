package dev.mesos.protocol;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what a peer answers on one connection, and tells what each answer says, in order. Such as
 * it cannot read end it: from then on it tells nothing. Used by the connection's event loop only.
 */
final class Answers {

  /** What an answer says of the message. */
  enum Answer {
    /** The process has it and will act on it. */
    TAKEN,

    /**
     * It arrived. That is all that a process of Apache Mesos says, also of what it drops unread: a
     * master that recovers or does not lead, a registration.
     */
    ARRIVED,

    /** The process has not taken it. */
    REFUSED
  }

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "content-length:";
  private static final String DELIVERY = LibprocessCodec.DELIVERY.toLowerCase(Locale.ROOT) + ":";
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_END = STATUS_AT + 3;

  private final Consumer<Answer> told;
  private final RecordParser parser;
  private boolean inBody;
  private boolean unreadable;

  private Answers(Consumer<Answer> told) {
    this.told = told;
    this.parser = RecordParser.newDelimited(END_OF_HEAD, this::part);
    parser.maxRecordSize(LONGEST_HEAD);
    parser.exceptionHandler(tooLong -> unreadable = true);
  }

  /** What a connection's bytes are to be given to. */
  static Handler<Buffer> reader(Consumer<Answer> told) {
    Answers answers = new Answers(told);
    return bytes -> {
      if (!answers.unreadable) {
        answers.parser.handle(bytes);
      }
    };
  }

  private void part(Buffer part) {
    if (inBody) {
      inBody = false;
      parser.maxRecordSize(LONGEST_HEAD);
      parser.delimitedMode(END_OF_HEAD);
    } else if (!unreadable) {
      head(part.toString());
    }
  }

  private void head(String head) {
    int length;
    int status;
    try {
      status = Integer.parseInt(head, STATUS_AT, STATUS_END, 10);
      length = length(head);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      unreadable = true;
      return;
    }
    if (length < 0 || length > LONGEST_BODY) {
      unreadable = true;
      return;
    }
    if (length > 0) {
      inBody = true;
      parser.maxRecordSize(LONGEST_BODY);
      parser.fixedSizeMode(length);
    }
    told.accept(answer(status, head));
  }

  private static Answer answer(int status, String head) {
    if (status != Delivery.TAKEN.status()) {
      return Answer.REFUSED;
    }
    return field(head, DELIVERY).isPresent() ? Answer.TAKEN : Answer.ARRIVED;
  }

  private static int length(String head) {
    return field(head, LENGTH).map(Integer::parseInt).orElse(0);
  }

  private static Optional<String> field(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
        .findFirst()
        .map(line -> line.substring(name.length()).strip());
  }
}
