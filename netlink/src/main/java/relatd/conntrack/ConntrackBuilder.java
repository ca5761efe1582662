// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Puts a [Conntrack] together, part by part. What is not set stays absent.
public final class ConntrackBuilder {
  private Tuple original;
  private Tuple reply;
  private OptionalInt zone = OptionalInt.empty();
  private OptionalInt status = OptionalInt.empty();
  private OptionalInt timeout = OptionalInt.empty();
  private OptionalInt mark = OptionalInt.empty();
  private OptionalInt id = OptionalInt.empty();
  private OptionalInt use = OptionalInt.empty();
  private Optional<ProtocolInfo> protocolInfo = Optional.empty();
  private Optional<AttachedHelper> helper = Optional.empty();
  private Optional<Counters> originalCounters = Optional.empty();
  private Optional<Counters> replyCounters = Optional.empty();
  private Optional<Timestamps> timestamps = Optional.empty();
  private Optional<Labels> labels = Optional.empty();
  private Optional<String> securityContext = Optional.empty();
  private Optional<Tuple> master = Optional.empty();
  private Optional<SequenceAdjustment> originalAdjustment = Optional.empty();
  private Optional<SequenceAdjustment> replyAdjustment = Optional.empty();
  private Optional<SynProxy> synProxy = Optional.empty();
  private Optional<NatRange> sourceNat = Optional.empty();
  private Optional<NatRange> destinationNat = Optional.empty();
  private OptionalLong eventTime = OptionalLong.empty();

  ConntrackBuilder(Tuple original, Tuple reply) {
    this.original = original;
    this.reply = reply;
  }

  ConntrackBuilder(Conntrack from) {
    original = from.original();
    reply = from.reply();
    zone = from.zone();
    status = from.status();
    timeout = from.timeout();
    mark = from.mark();
    id = from.id();
    use = from.use();
    protocolInfo = from.protocolInfo();
    helper = from.helper();
    originalCounters = from.originalCounters();
    replyCounters = from.replyCounters();
    timestamps = from.timestamps();
    labels = from.labels();
    securityContext = from.securityContext();
    master = from.master();
    originalAdjustment = from.originalAdjustment();
    replyAdjustment = from.replyAdjustment();
    synProxy = from.synProxy();
    sourceNat = from.sourceNat();
    destinationNat = from.destinationNat();
    eventTime = from.eventTime();
  }

  public ConntrackBuilder original(Tuple original) {
    this.original = original;
    return this;
  }

  public ConntrackBuilder reply(Tuple reply) {
    this.reply = reply;
    return this;
  }

  public ConntrackBuilder zone(int zone) {
    this.zone = OptionalInt.of(zone);
    return this;
  }

  public ConntrackBuilder status(int status) {
    this.status = OptionalInt.of(status);
    return this;
  }

  public ConntrackBuilder timeout(int timeout) {
    this.timeout = OptionalInt.of(timeout);
    return this;
  }

  public ConntrackBuilder mark(int mark) {
    this.mark = OptionalInt.of(mark);
    return this;
  }

  public ConntrackBuilder id(int id) {
    this.id = OptionalInt.of(id);
    return this;
  }

  public ConntrackBuilder use(int use) {
    this.use = OptionalInt.of(use);
    return this;
  }

  public ConntrackBuilder protocolInfo(ProtocolInfo protocolInfo) {
    this.protocolInfo = Optional.of(protocolInfo);
    return this;
  }

  public ConntrackBuilder helper(AttachedHelper helper) {
    this.helper = Optional.of(helper);
    return this;
  }

  public ConntrackBuilder originalCounters(Counters originalCounters) {
    this.originalCounters = Optional.of(originalCounters);
    return this;
  }

  public ConntrackBuilder replyCounters(Counters replyCounters) {
    this.replyCounters = Optional.of(replyCounters);
    return this;
  }

  public ConntrackBuilder timestamps(Timestamps timestamps) {
    this.timestamps = Optional.of(timestamps);
    return this;
  }

  public ConntrackBuilder labels(Labels labels) {
    this.labels = Optional.of(labels);
    return this;
  }

  public ConntrackBuilder securityContext(String securityContext) {
    this.securityContext = Optional.of(securityContext);
    return this;
  }

  public ConntrackBuilder master(Tuple master) {
    this.master = Optional.of(master);
    return this;
  }

  public ConntrackBuilder originalAdjustment(SequenceAdjustment originalAdjustment) {
    this.originalAdjustment = Optional.of(originalAdjustment);
    return this;
  }

  public ConntrackBuilder replyAdjustment(SequenceAdjustment replyAdjustment) {
    this.replyAdjustment = Optional.of(replyAdjustment);
    return this;
  }

  public ConntrackBuilder synProxy(SynProxy synProxy) {
    this.synProxy = Optional.of(synProxy);
    return this;
  }

  public ConntrackBuilder sourceNat(NatRange sourceNat) {
    this.sourceNat = Optional.of(sourceNat);
    return this;
  }

  public ConntrackBuilder destinationNat(NatRange destinationNat) {
    this.destinationNat = Optional.of(destinationNat);
    return this;
  }

  public ConntrackBuilder eventTime(long eventTime) {
    this.eventTime = OptionalLong.of(eventTime);
    return this;
  }

  public Conntrack build() {
    return new Conntrack(
        original,
        reply,
        zone,
        status,
        timeout,
        mark,
        id,
        use,
        protocolInfo,
        helper,
        originalCounters,
        replyCounters,
        timestamps,
        labels,
        securityContext,
        master,
        originalAdjustment,
        replyAdjustment,
        synProxy,
        sourceNat,
        destinationNat,
        eventTime);
  }
}
