package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.mesos.protocol.RegistryMessages.RegistryRecord;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.mesos.Protos.DrainConfig;
import org.apache.mesos.Protos.SlaveInfo;

/** What a slave's znode holds. */
class EntryCodecProperties {

  private static final Instant AT = Instant.ofEpochMilli(1_790_000_000_123L);
  private static final String ID = TestSlaves.id(7);

  @Property
  void whatIsWrittenIsRead(
      @ForAll State state,
      @ForAll @IntRange int number,
      @ForAll long epoch,
      @ForAll boolean cordoned)
      throws UnreadableEntryException {
    RegistryRecord.Builder record =
        RegistryRecord.newBuilder()
            .setId(TestSlaves.id(number))
            .setState(state)
            .setSinceMs(number)
            .setEpoch(epoch)
            .setHostname("host")
            .setCordoned(cordoned);
    if (state == State.ADMITTED) {
      record.setSlave(TestSlaves.info(number));
    }
    RegistryEntry entry = new RegistryEntry(record.build());
    assertThat(EntryCodec.read(entry.id(), EntryCodec.write(entry))).isEqualTo(entry);
  }

  @Property
  void aByteThatIsWrongOrMissingIsNoticed(
      @ForAll @IntRange(max = 10_000) int place, @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] whole = EntryCodec.write(admitted());
    byte[] wrong = whole.clone();
    wrong[place % wrong.length] ^= (byte) change;
    byte[] torn = Arrays.copyOf(whole, place % whole.length);
    for (byte[] data : new byte[][] {wrong, torn}) {
      assertThatThrownBy(() -> EntryCodec.read(ID, data))
          .isInstanceOf(UnreadableEntryException.class);
    }
  }

  @Property
  void garbageIsNoticed(@ForAll @Size(max = 200) byte[] garbage) {
    assertThatThrownBy(() -> EntryCodec.read(ID, garbage))
        .isInstanceOf(UnreadableEntryException.class);
  }

  @Example
  void whatCannotBeSoIsNoticed() {
    RegistryRecord good = admitted().record();
    assertUnreadable(good.toBuilder().setId("another").build(), "it is about 'another'");
    assertUnreadable(good.toBuilder().clearState().build(), "no state that we know");
    assertUnreadable(good.toBuilder().clearSinceMs().build(), "no time or no epoch");
    assertUnreadable(good.toBuilder().clearEpoch().build(), "no time or no epoch");
    assertUnreadable(good.toBuilder().clearSlave().build(), "what the slave says about itself");
    assertUnreadable(
        good.toBuilder().setSlave(TestSlaves.info(8)).build(), "what the slave says about itself");
  }

  private static void assertUnreadable(RegistryRecord record, String why) {
    byte[] data = EntryCodec.write(new RegistryEntry(record));
    assertThatThrownBy(() -> EntryCodec.read(ID, data)).hasMessageContaining(why);
  }

  /** A newer version may know more states; they are not taken for one of ours. */
  @Example
  void aStateOfTomorrowIsNotReadAsOneOfToday() {
    UnknownFieldSet state =
        UnknownFieldSet.newBuilder()
            .addField(2, UnknownFieldSet.Field.newBuilder().addVarint(4).build())
            .build();
    assertUnreadable(
        admitted().record().toBuilder().clearState().setUnknownFields(state).build(),
        "no state that we know");
  }

  @Example
  void theFormatOfAnEntryIsNamed() {
    byte[] data = EntryCodec.write(admitted());
    data[0] = 2;
    assertThatThrownBy(() -> EntryCodec.read(ID, data)).hasMessageContaining("format 2");
  }

  /** Through each operation, and through what is stored in between. */
  @Example
  void whatIsNotKnownIsKept() throws UnreadableEntryException {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                999,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("of tomorrow"))
                    .build())
            .build();
    SlaveInfo slave = TestSlaves.info(7).toBuilder().setUnknownFields(unknown).build();
    RegistryEntry entry =
        new RegistryEntry(
            admitted().record().toBuilder().setSlave(slave).setUnknownFields(unknown).build());
    entry = after(entry, new RegistryOperation.Cordon(ID));
    entry = after(entry, new RegistryOperation.Drain(ID, DrainConfig.getDefaultInstance()));
    entry = after(entry, new RegistryOperation.MarkDrained(ID));
    entry = after(entry, new RegistryOperation.Uncordon(ID));
    assertThat(entry.slave()).contains(slave);
    for (RegistryOperation operation :
        new RegistryOperation[] {
          new RegistryOperation.Update(slave.toBuilder().setPort(1).build()),
          new RegistryOperation.Deactivate(ID),
          new RegistryOperation.Readmit(slave),
          new RegistryOperation.Deactivate(ID),
          new RegistryOperation.MarkGone(ID)
        }) {
      entry = after(entry, operation);
      assertThat(entry.record().getUnknownFields()).as("after %s", operation).isEqualTo(unknown);
    }
  }

  private static RegistryEntry after(RegistryEntry entry, RegistryOperation operation)
      throws UnreadableEntryException {
    Transition made = Transition.of(Optional.of(entry), operation, AT, 8);
    assertThat(made).as("%s", operation).isInstanceOf(Transition.Write.class);
    return EntryCodec.read(ID, EntryCodec.write(((Transition.Write) made).entry()));
  }

  /** 20 000 of them should be some ten megabytes. */
  @Example
  void anEntryIsSmall() {
    assertThat(EntryCodec.write(admitted()).length).isLessThan(600);
    RegistryEntry lost =
        ((Transition.Write)
                Transition.of(Optional.of(admitted()), new RegistryOperation.Deactivate(ID), AT, 8))
            .entry();
    assertThat(EntryCodec.write(lost).length).isLessThan(120);
    assertThat(lost.hostname()).isEqualTo("host-7.example");
  }

  /** The format: whoever changes this loses what is stored. */
  @Example
  void theFormatStays() {
    RegistryRecord record =
        RegistryRecord.newBuilder()
            .setId("s1")
            .setState(State.GONE)
            .setSinceMs(3)
            .setEpoch(4)
            .setHostname("h")
            .build();
    byte[] data = EntryCodec.write(new RegistryEntry(record));
    assertThat(data).startsWith(1);
    assertThat(Arrays.copyOfRange(data, 5, data.length))
        .isEqualTo(
            "\n\u0002s1\u0010\u0003\u0018\u0003 \u00042\u0001h".getBytes(StandardCharsets.UTF_8));
  }

  private static RegistryEntry admitted() {
    return ((Transition.Write)
            Transition.of(Optional.empty(), new RegistryOperation.Admit(TestSlaves.info(7)), AT, 7))
        .entry();
  }
}
