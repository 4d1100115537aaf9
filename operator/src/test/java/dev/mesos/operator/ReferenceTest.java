package dev.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.crds.ConditionType;
import dev.mesos.crds.FailoverReason;
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

  private static String start(FailoverReason reason) {
    return switch (reason) {
      case PodDeleted ->
          "the end of its candidacy, if it ended in good order; else the end of its container; else as for a silence";
      case MasterStopped -> "the end of its candidacy";
      case MasterCrashed -> "the end of its container";
      case SessionExpired ->
          "a session timeout before the end of its candidacy; or the end of its container, if that is earlier: without a quorum ZooKeeper removes no candidacy";
      case Unknown -> "absent";
    };
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

        ## Failovers

        `status.lastFailover` says from whom (`from`, `fromId`) to whom (`to`) the leadership passed on last, when (`at`), why
        (`reason`) and for how long nobody led (`took`). Reason and time may come up to five seconds later than the rest: they
        wait for Kubernetes to report the old leader's end. The list of reasons is closed.

        | reason | what happened to the old leader | `took` counts from |
        | --- | --- | --- |
        """);
    for (FailoverReason reason : FailoverReason.values()) {
      page.append("| `%s` | %s | %s |%n".formatted(reason, reason.doc(), start(reason)));
    }
    page.append(
        """

        Times are as the operator sees them; only the end of a container is by its node's clock, and in whole seconds
        rounded down. `took` is absent if the operator did not see the failover.

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
