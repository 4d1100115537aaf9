package dev.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.ConditionType;
import dev.mesos.crds.Reason;
import dev.mesos.operator.events.EventReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/conditions-and-events.md} is made from the enums. Written anew with {@code
 * -Dreference.update=true}.
 */
class ReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/conditions-and-events.md");

  @Test
  void thePageListsWhatTheOperatorSays() throws IOException {
    String page = page();
    if (Boolean.getBoolean("reference.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Conditions and events

        Made from the code: change the enums, then run
        `mvn test -pl operator -am -Dtest=ReferenceTest -Dreference.update=true -Dsurefire.failIfNoSpecifiedTests=false`.

        ## Conditions

        `kubectl get mesoscluster NAME -o yaml` shows all of them under `status.conditions`, each with a status (`True`,
        `False` or `Unknown`), one of the reasons below, a message for people, the generation that it is about, and the
        time when its status last changed.

        | type | what it says when True |
        | --- | --- |
        """);
    for (ConditionType type : ConditionType.values()) {
      page.append("| `%s` | %s |%n".formatted(type, type.doc()));
    }
    page.append("\n## Reasons\n\nThe list is closed.\n\n| reason | meaning |\n| --- | --- |\n");
    for (Reason reason : Reason.values()) {
      page.append("| `%s` | %s |%n".formatted(reason, reason.doc()));
    }
    page.append(
        """

        ## Events

        `kubectl describe mesoscluster NAME` or `kubectl events --for mesoscluster/NAME` shows them. The list is closed.

        | reason | type | meaning |
        | --- | --- | --- |
        """);
    for (EventReason reason : EventReason.values()) {
      page.append("| `%s` | %s | %s |%n".formatted(reason, reason.type(), reason.doc()));
    }
    return page.toString().replace("\r\n", "\n");
  }
}
