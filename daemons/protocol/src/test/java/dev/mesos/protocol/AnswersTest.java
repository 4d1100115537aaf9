package dev.mesos.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private static final String TAKEN = "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n";
  private static final String NOT_FOUND =
      "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\n4\r\n\r\n04";

  private final List<Integer> statuses = new ArrayList<>();
  private final Handler<Buffer> reader = Answers.reader(statuses::add);

  private void read(String text) {
    reader.handle(Buffer.buffer(text));
  }

  @Test
  void severalInOnePart() {
    read(TAKEN + NOT_FOUND + TAKEN);

    assertThat(statuses).containsExactly(202, 404, 202);
  }

  @Test
  void bytesOneByOne() {
    (NOT_FOUND + TAKEN).chars().forEach(c -> read(Character.toString(c)));

    assertThat(statuses).containsExactly(404, 202);
  }

  @Test
  void anAnswerWithoutALengthHasNoBody() {
    read("HTTP/1.1 202 Accepted\r\n\r\n" + TAKEN);

    assertThat(statuses).containsExactly(202, 202);
  }

  @Test
  void nothingIsToldAfterWhatIsNoAnswer() {
    for (String nonsense :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "\r\n\r\n",
            "HTTP/1.1 202 Accepted\r\ncontent-length: -5\r\n\r\n",
            "HTTP/1.1 202 Accepted\r\ncontent-length: 99999999999\r\n\r\n",
            "x".repeat(20_000))) {
      statuses.clear();
      Handler<Buffer> fresh = Answers.reader(statuses::add);
      fresh.handle(Buffer.buffer(TAKEN + NOT_FOUND));
      fresh.handle(Buffer.buffer(nonsense));
      fresh.handle(Buffer.buffer(TAKEN));

      assertThat(statuses).as(nonsense).containsExactly(202, 404);
    }
  }
}
