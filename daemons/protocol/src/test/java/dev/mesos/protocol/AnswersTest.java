package dev.mesos.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.protocol.Answers.Answer;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private static final String TAKEN =
      "HTTP/1.1 202 Accepted\r\nmesos-delivery: taken\r\ncontent-length: 0\r\n\r\n";

  /** As Mesos writes it. */
  private static final String ARRIVED =
      "HTTP/1.1 202 Accepted\r\nDate: Thu, 26 Nov 2026 19:31:33 GMT\r\nContent-Length: 0\r\n\r\n";

  private static final String NOT_FOUND =
      "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\n4\r\n\r\n04";

  private final List<Answer> told = new ArrayList<>();
  private final Handler<Buffer> reader = Answers.reader(told::add);

  private void read(String text) {
    reader.handle(Buffer.buffer(text));
  }

  @Test
  void severalInOnePart() {
    read(TAKEN + NOT_FOUND + TAKEN);

    assertThat(told).containsExactly(Answer.TAKEN, Answer.REFUSED, Answer.TAKEN);
  }

  @Test
  void thatAMessageArrivedDoesNotMeanThatItWasTaken() {
    read(ARRIVED + TAKEN + ARRIVED);

    assertThat(told).containsExactly(Answer.ARRIVED, Answer.TAKEN, Answer.ARRIVED);
  }

  @Test
  void bytesOneByOne() {
    (NOT_FOUND + TAKEN).chars().forEach(c -> read(Character.toString(c)));

    assertThat(told).containsExactly(Answer.REFUSED, Answer.TAKEN);
  }

  @Test
  void anAnswerWithoutALengthHasNoBody() {
    read("HTTP/1.1 202 Accepted\r\n\r\n" + TAKEN);

    assertThat(told).containsExactly(Answer.ARRIVED, Answer.TAKEN);
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
      told.clear();
      Handler<Buffer> fresh = Answers.reader(told::add);
      fresh.handle(Buffer.buffer(TAKEN + NOT_FOUND));
      fresh.handle(Buffer.buffer(nonsense));
      fresh.handle(Buffer.buffer(TAKEN));

      assertThat(told).as(nonsense).containsExactly(Answer.TAKEN, Answer.REFUSED);
    }
  }
}
