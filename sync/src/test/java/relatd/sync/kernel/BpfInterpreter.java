// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.List;

/// Runs a classic BPF program over a message as the kernel does (net/core/filter.c), as far as the
/// programs here go.
final class BpfInterpreter {
  private final List<BpfProgram.Instruction> program;
  private final byte[] data;
  private int a;
  private int x;

  private BpfInterpreter(List<BpfProgram.Instruction> program, byte[] data) {
    this.program = program;
    this.data = data;
  }

  /// Whether the message would be kept.
  static boolean keeps(List<BpfProgram.Instruction> program, byte[] message) {
    return new BpfInterpreter(program, message).run() != 0;
  }

  private int run() {
    int at = 0;
    while (true) {
      BpfProgram.Instruction now = program.get(at++);
      int k = now.k();
      switch (now.code()) {
        case BpfProgram.LD_IMM -> a = k;
        case BpfProgram.LDX_IMM -> x = k;
        case BpfProgram.LDW_ABS -> a = ancillary(k);
        case BpfProgram.LDW_IND -> {
          if (x + k < 0 || x + k + 4 > data.length) {
            return 0; // an out-of-bounds load ends the program
          }
          a = word(x + k);
        }
        case BpfProgram.LDB_IND -> {
          if (x + k < 0 || x + k >= data.length) {
            return 0;
          }
          a = data[x + k] & 0xff;
        }
        case BpfProgram.TAX -> x = a;
        case BpfProgram.ADD_K -> a += k;
        case BpfProgram.AND_K -> a &= k;
        case BpfProgram.JA -> at += k;
        case BpfProgram.JEQ_K -> at += a == k ? now.jt() : now.jf();
        case BpfProgram.RET_K -> {
          return k;
        }
        default -> throw new AssertionError("instruction " + now);
      }
    }
  }

  private int ancillary(int k) {
    return switch (k) {
      case BpfProgram.NLATTR -> a > data.length - 4 ? 0 : find(a, data.length);
      case BpfProgram.NLATTR_NEST -> {
        int length = a > data.length - 4 ? Integer.MAX_VALUE : half(a);
        yield length > data.length - a ? 0 : find(a + 4, a + length);
      }
      default -> throw new AssertionError("load from " + Integer.toHexString(k));
    };
  }

  /// `nla_find`.
  private int find(int from, int end) {
    int at = from;
    while (end - at >= 4 && half(at) >= 4 && half(at) <= end - at) {
      if ((half(at + 2) & 0x3fff) == x) {
        return at;
      }
      at += half(at) + 3 & ~3;
    }
    return 0;
  }

  /// Host order, as netlink has it.
  private int half(int at) {
    return data[at] & 0xff | (data[at + 1] & 0xff) << 8;
  }

  private int word(int at) {
    return (data[at] & 0xff) << 24
        | (data[at + 1] & 0xff) << 16
        | (data[at + 2] & 0xff) << 8
        | data[at + 3] & 0xff;
  }
}
