// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// The options that are no commands and belong to no protocol, in the order in which they are
/// checked.
///
/// The table decides about scanning, messages, usage and legality ([Legality] names options by
/// their keys). An option whose key is a digit is ours: it has no short form and is not shortened,
/// so that every abbreviation means what it means in 1.4.7.
enum Option implements Switch {
  SRC('s', Value.REQUIRED, " ip\t\tSource address from original direction", "src", "orig-src"),
  DST('d', Value.REQUIRED, " ip\t\tDestination address from original direction", "dst", "orig-dst"),
  REPLY_SRC('r', Value.REQUIRED, " ip\t\tSource addres from reply direction", "reply-src"),
  REPLY_DST('q', Value.REQUIRED, " ip\t\tDestination address from reply direction", "reply-dst"),
  PROTONUM('p', Value.REQUIRED, " proto\t\tLayer 4 Protocol, eg. 'tcp'", "protonum"),
  TIMEOUT('t', Value.REQUIRED, " timeout\t\tSet timeout", "timeout"),
  STATUS('u', Value.REQUIRED, " status\t\tSet status, eg. ASSURED", "status"),
  ZERO('z', Value.NONE, " \t\t\t\tZero counters while listing", "zero"),
  EVENT_MASK('e', Value.REQUIRED, " eventmask\t\tEvent mask, eg. NEW,DESTROY", "event-mask"),
  TUPLE_SRC('[', Value.REQUIRED, " ip\tSource address in expect tuple", "tuple-src"),
  TUPLE_DST(']', Value.REQUIRED, " ip\tDestination address in expect tuple", "tuple-dst"),
  MASK_SRC('{', Value.REQUIRED, " ip\t\t\tSource mask address", "mask-src"),
  MASK_DST('}', Value.REQUIRED, " ip\t\t\tDestination mask address", "mask-dst"),
  NAT_RANGE('a', Value.REQUIRED, " range\t\tNothing: ignored", "nat-range"),
  MARK('m', Value.REQUIRED, " mark\t\t\tSet mark", "mark"),
  ID('i', Value.REQUIRED, " id\t\t\tOnly the entry with this id", "id"),
  FAMILY('f', Value.REQUIRED, " proto\t\tLayer 3 Protocol, eg. 'ipv6'", "family"),
  SRC_NAT('n', Value.OPTIONAL, " ip\t\t\tsource NAT ip", "src-nat"),
  DST_NAT('g', Value.OPTIONAL, " ip\t\t\tdestination NAT ip", "dst-nat"),
  OUTPUT('o', Value.REQUIRED, " type[,...]\t\tOutput format, eg. xml", "output"),
  SECMARK('c', Value.REQUIRED, " secmark\t\t\tSet selinux secmark", "secmark"),
  BUFFER_SIZE('b', Value.REQUIRED, "\t\tNetlink socket buffer size", "buffer-size"),
  ANY_NAT('j', Value.OPTIONAL, " ip\t\t\tsource or destination NAT ip", "any-nat"),
  ZONE('w', Value.REQUIRED, " value\t\tSet conntrack zone", "zone"),
  LABEL('l', Value.REQUIRED, " label[,...]\t\tconntrack labels", "label"),
  LABEL_ADD('<', Value.REQUIRED, " label\tAdd label", "label-add"),
  LABEL_DEL('>', Value.OPTIONAL, " label\tDelete label", "label-del"),
  ORIG_ZONE('(', Value.REQUIRED, " value\t\tSet zone for original direction", "orig-zone"),
  REPLY_ZONE(')', Value.REQUIRED, " value\t\tSet zone for reply direction", "reply-zone"),
  NAT('1', Value.REQUIRED, " ip[/n]\t\tTranslated to this address or network, either end", "nat"),
  HELPER('2', Value.REQUIRED, " name\t\tWith this helper", "helper"),
  MASTER_SRC('3', Value.REQUIRED, " ip[/n]\tAnnounced by a connection from here", "master-src"),
  MASTER_DST('4', Value.REQUIRED, " ip[/n]\tAnnounced by a connection to here", "master-dst"),
  TIMEOUT_MIN('5', Value.REQUIRED, " seconds\tAt least this time left", "timeout-min"),
  TIMEOUT_MAX('6', Value.REQUIRED, " seconds\tAt most this time left", "timeout-max"),
  AGE_MIN(
      '7',
      Value.REQUIRED,
      " seconds\t\tAt least this old (needs nf_conntrack_timestamp)",
      "age-min"),
  AGE_MAX(
      '8',
      Value.REQUIRED,
      " seconds\t\tAt most this old (needs nf_conntrack_timestamp)",
      "age-max"),
  DRY_RUN('9', Value.NONE, "\t\t\tPrint and count what would go or change, do nothing", "dry-run"),
  IGNORE_MISSING('0', Value.NONE, "\t\tStatus 0 when nothing matched", "ignore-missing");

  /// Whether a value follows.
  enum Value {
    NONE,
    REQUIRED,

    /// The next word is its value unless it begins with `-` or `!`.
    OPTIONAL
  }

  private static final Option[] ALL = values();

  private final char key;
  private final Value value;
  private final String[] names;

  private final String help;

  Option(char key, Value value, String help, String... names) {
    this.key = key;
    this.value = value;
    this.help = help;
    this.names = names;
  }

  /// The short form, where there is one; else what [Legality] calls it.
  char key() {
    return key;
  }

  Value value() {
    return value;
  }

  /// The long name of messages.
  String longName() {
    return names[0];
  }

  /// All long names, without dashes.
  String[] names() {
    return names;
  }

  /// What the usage says behind its names: placeholder and meaning.
  String help() {
    return help;
  }

  boolean isOurs() {
    return key >= '0' && key <= '9';
  }

  /// Null for another letter.
  static Option ofLetter(char letter) {
    for (Option option : ALL) {
      if (option.key == letter && !option.isOurs()) {
        return option;
      }
    }
    return null;
  }
}
