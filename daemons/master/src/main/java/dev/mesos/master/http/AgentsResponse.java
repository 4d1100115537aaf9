package dev.mesos.master.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.mesos.master.core.MasterView;
import dev.mesos.master.core.SlaveRecord;
import dev.mesos.protocol.ProtoJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DrainInfo;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.master.Protos.Response;
import org.apache.mesos.v1.master.Protos.Response.GetAgents.Agent;

/** The answer to {@code GET_AGENTS}. The v1 types have the unversioned ones' numbers. */
final class AgentsResponse {

  private static final String UNRESERVED = "*";

  private AgentsResponse() {}

  static Response of(MasterView view) {
    Response.GetAgents.Builder agents = Response.GetAgents.newBuilder();
    view.slaves().forEach(slave -> agents.addAgents(agent(slave)));
    view.recovered().forEach(entry -> agents.addRecoveredAgents(info(entry.slave().orElseThrow())));
    return Response.newBuilder().setType(Response.Type.GET_AGENTS).setGetAgents(agents).build();
  }

  /** As Mesos writes it: both lists are there when they are empty, unlike any list within. */
  static ObjectNode json(Response response) {
    ObjectNode json = ProtoJson.of(response);
    ObjectNode agents = (ObjectNode) json.required("get_agents");
    for (String list : List.of("agents", "recovered_agents")) {
      if (!agents.has(list)) {
        agents.putArray(list);
      }
    }
    return json;
  }

  private static Agent agent(SlaveRecord slave) {
    AgentInfo info = info(slave.info());
    Agent.Builder agent =
        Agent.newBuilder()
            .setAgentInfo(info)
            .setActive(slave.active())
            .setDeactivated(slave.entry().cordoned())
            .setVersion(slave.version())
            .setPid(slave.pid().toString())
            .setRegisteredTime(time(slave.registeredTime()));
    slave.reregisteredTime().ifPresent(when -> agent.setReregisteredTime(time(when)));
    info.getResourcesList()
        .forEach(resource ->
            agent.addTotalResources(
                resource.hasRole() || resource.getReservationsCount() > 0
                    ? resource
                    : resource.toBuilder().setRole(UNRESERVED).build()));
    slave
        .capabilities()
        .forEach(able -> agent.addCapabilities(same(able, AgentInfo.Capability.parser())));
    slave.entry().drain().ifPresent(drain -> agent.setDrainInfo(same(drain, DrainInfo.parser())));
    // here, and only here, Mesos gives whole seconds
    slave
        .entry()
        .drainSince()
        .ifPresent(t -> agent.setEstimatedDrainStartTime(time(t.truncatedTo(ChronoUnit.SECONDS))));
    return agent.build();
  }

  private static AgentInfo info(SlaveInfo info) {
    return same(info, AgentInfo.parser());
  }

  private static <T> T same(Message unversioned, Parser<T> versioned) {
    try {
      return versioned.parseFrom(unversioned.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the types have the same fields", e);
    }
  }

  private static TimeInfo time(Instant when) {
    return TimeInfo.newBuilder()
        .setNanoseconds(when.getEpochSecond() * 1_000_000_000L + when.getNano())
        .build();
  }
}
