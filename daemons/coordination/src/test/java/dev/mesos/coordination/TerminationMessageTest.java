package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationMessageTest {

  private static final MasterInfo MASTER = ElectionFixture.info(5050);

  @Test
  void namesTheMasterThatWroteIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("termination-log"), "what stood there, longer");
    TerminationMessage.write(file, MASTER);
    assertThat(TerminationMessage.masterId(Files.readString(file))).contains(MASTER.id());
    assertThat(file).hasContent("mesos-master id=master-5050");
  }

  @Test
  void wordsOfTheRuntimeMayStandBeforeIt() {
    assertThat(TerminationMessage.masterId("OOM score 1: " + TerminationMessage.of(MASTER)))
        .contains(MASTER.id());
  }

  @Test
  void whatKubernetesSaysByItselfNamesNobody() {
    assertThat(TerminationMessage.masterId("")).isEmpty();
    assertThat(
            TerminationMessage.masterId(
                "The container could not be located when the pod was terminated"))
        .isEmpty();
    assertThat(TerminationMessage.masterId("no-mesos-master id=x")).isEmpty();
    assertThat(TerminationMessage.masterId("mesos-master id= x")).isEmpty();
  }

  @Test
  void onlyAFileThatIsThereIsWritten(@TempDir Path folder) {
    Path file = folder.resolve("termination-log");
    assertThatThrownBy(() -> TerminationMessage.write(file, MASTER))
        .isInstanceOf(IOException.class);
    assertThat(file).doesNotExist();
  }
}
