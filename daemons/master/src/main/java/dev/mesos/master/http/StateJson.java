package dev.mesos.master.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.flags.BuildInfo;
import dev.mesos.master.MasterConfig;
import dev.mesos.master.core.MasterView;
import dev.mesos.master.core.SlaveRecord;
import dev.mesos.master.runtime.Elections;
import dev.mesos.protocol.ElectionJson;
import dev.mesos.protocol.MesosJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/** What the JSON endpoints answer. */
final class StateJson {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final MasterConfig config;
  private final Elections elections;
  private final BuildInfo build;
  private final Instant startTime;

  StateJson(MasterConfig config, Elections elections, BuildInfo build, Instant startTime) {
    this.config = config;
    this.elections = elections;
    this.build = build;
    this.startTime = startTime;
  }

  ObjectNode version() {
    ObjectNode json = MesosJson.object();
    json.put("build_date", DATE.format(build.time()));
    json.set("build_time", MesosJson.number(build.time().getEpochSecond()));
    json.put("build_user", "mesos-operator " + build.version());
    json.put("version", build.mesosVersion());
    return json;
  }

  ObjectNode flags() {
    ObjectNode json = MesosJson.object();
    json.set("flags", flagValues());
    return json;
  }

  ObjectNode state(MasterView view) {
    MasterInfo self = view.self();
    ObjectNode json = MesosJson.object();
    json.put("version", build.mesosVersion());
    json.put("build_date", DATE.format(build.time()));
    json.set("build_time", MesosJson.number(build.time().getEpochSecond()));
    json.put("build_user", "mesos-operator " + build.version());
    json.set("start_time", MesosJson.seconds(startTime));
    view.electedTime().ifPresent(time -> json.set("elected_time", MesosJson.seconds(time)));
    json.put("id", self.id());
    json.put("pid", self.pid());
    json.put("hostname", self.hostname());
    ArrayNode capabilities = json.putArray("capabilities");
    self.capabilities().forEach(capabilities::add);
    long active = view.slaves().stream().filter(SlaveRecord::active).count();
    json.set("activated_slaves", MesosJson.number(active));
    json.set("deactivated_slaves", MesosJson.number(view.slaves().size() - active));
    json.set("unreachable_slaves", MesosJson.number(view.unreachable()));
    config.cluster().ifPresent(name -> json.put("cluster", name));
    view.leader().ifPresent(leader -> leader(leader, view, json));
    ElectionJson.addTo(json, elections.session(), elections.election());
    json.set("flags", flagValues());
    json.set("slaves", slaves(view, SlaveJson::brief));
    recovered(view, json);
    json.put("recovering", view.recovering());
    json.putArray("frameworks");
    json.putArray("completed_frameworks");
    json.putArray("orphan_tasks");
    json.putArray("unregistered_frameworks");
    return json;
  }

  ObjectNode summary(MasterView view) {
    ObjectNode json = MesosJson.object();
    json.put("hostname", view.self().hostname());
    config.cluster().ifPresent(name -> json.put("cluster", name));
    json.set("slaves", slaves(view, SlaveJson::summary));
    json.putArray("frameworks");
    return json;
  }

  /** All slaves, or the one with this id. */
  ObjectNode slaves(MasterView view, Optional<String> id) {
    ObjectNode json = MesosJson.object();
    ArrayNode slaves = json.putArray("slaves");
    view.slaves().stream()
        .filter(slave -> id.isEmpty() || slave.id().equals(id.get()))
        .forEach(slave -> slaves.add(SlaveJson.full(slave)));
    recovered(view, json);
    return json;
  }

  private static void recovered(MasterView view, ObjectNode json) {
    ArrayNode recovered = json.putArray("recovered_slaves");
    view.recovered().forEach(entry -> recovered.add(SlaveJson.recovered(entry)));
  }

  private static void leader(MasterInfo leader, MasterView view, ObjectNode json) {
    json.put("leader", leader.pid());
    ObjectNode info = json.putObject("leader_info");
    info.put("id", leader.id());
    info.put("pid", leader.pid());
    info.put("port", leader.port());
    info.put("hostname", leader.hostname());
    view.epoch().ifPresent(epoch -> json.put("epoch", epoch));
  }

  private static ArrayNode slaves(MasterView view, Function<SlaveRecord, ObjectNode> form) {
    ArrayNode slaves = MesosJson.array();
    view.slaves().forEach(slave -> slaves.add(form.apply(slave)));
    return slaves;
  }

  private ObjectNode flagValues() {
    ObjectNode json = MesosJson.object();
    config.flags().forEach(json::put);
    return json;
  }
}
