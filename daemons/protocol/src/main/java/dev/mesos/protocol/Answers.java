package dev.mesos.protocol;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.IntConsumer;

/**
 * Reads what a peer answers on one connection, and tells the status of each answer in order. Such
 * as it cannot read end it: from then on it tells nothing. Used by the connection's event loop
 * only.
 */
final class Answers {

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "content-length:";
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_END = STATUS_AT + 3;

  private final IntConsumer statuses;
  private final RecordParser parser;
  private boolean inBody;
  private boolean unreadable;

  private Answers(IntConsumer statuses) {
    this.statuses = statuses;
    this.parser = RecordParser.newDelimited(END_OF_HEAD, this::part);
    parser.maxRecordSize(LONGEST_HEAD);
    parser.exceptionHandler(tooLong -> unreadable = true);
  }

  /** What a connection's bytes are to be given to. */
  static Handler<Buffer> reader(IntConsumer statuses) {
    Answers answers = new Answers(statuses);
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
    statuses.accept(status);
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, LENGTH, 0, LENGTH.length()))
        .findFirst()
        .map(line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
        .orElse(0);
  }
}
