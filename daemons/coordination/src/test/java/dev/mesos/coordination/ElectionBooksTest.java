package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ElectionBooksTest {

  private static final long MS = 1_000_000;
  private static final Detection NONE =
      new Detection.NoLeader(Detection.Reason.SESSION_EXPIRED, "x");

  private static Detection leader(long epoch) {
    return new Detection.Leader(
        new Candidate("json.info_1", 1, epoch, 7, 0, ElectionFixture.info(5050)));
  }

  @Test
  void theTimeWithoutALeaderAddsUp() {
    ElectionBooks books =
        ElectionBooks.open(10 * MS)
            .told(leader(100), 15 * MS)
            .told(NONE, 40 * MS)
            .told(NONE, 45 * MS)
            .told(leader(100), 50 * MS);
    assertThat(books.at(60 * MS))
        .isEqualTo(new ElectionStatus(1, OptionalLong.of(100), 15, OptionalLong.empty()));
  }

  @Test
  void whileThereIsNoneItGrows() {
    ElectionBooks books = ElectionBooks.open(0).told(leader(100), 0).told(NONE, 10 * MS);
    assertThat(books.at(17 * MS))
        .isEqualTo(new ElectionStatus(1, OptionalLong.empty(), 7, OptionalLong.empty()));
  }

  @Test
  void anotherLeaderCountsWithoutAGapBetween() {
    ElectionBooks books = ElectionBooks.open(0).told(leader(100), 0).told(leader(101), 10 * MS);
    assertThat(books.at(17 * MS))
        .isEqualTo(new ElectionStatus(2, OptionalLong.of(101), 0, OptionalLong.empty()));
  }

  @Test
  void aTakeoverLastsFromTheDetectionToTheProof() {
    ElectionBooks books = ElectionBooks.open(0).told(leader(100), 10 * MS).tookOver(14 * MS);
    assertThat(books.at(17 * MS).takeoverMs()).hasValue(4);
  }
}
