// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// A classic BPF program in the making (linux/filter.h; Linux, Documentation/networking/filter).
///
/// ```
/// struct sock_filter   u16 code | u8 jt | u8 jf | u32 k          8 bytes, host order
/// struct sock_fprog    u16 len | 6 unused | struct sock_filter *  16 bytes
/// ```
final class BpfProgram {
  static final int LD_IMM = 0x00;
  static final int LDX_IMM = 0x01;
  static final int LDW_ABS = 0x20;
  static final int LDW_IND = 0x40;
  static final int LDB_IND = 0x50;
  static final int TAX = 0x07;
  static final int ADD_K = 0x04;
  static final int AND_K = 0x54;
  static final int JA = 0x05;
  static final int JEQ_K = 0x15;
  static final int RET_K = 0x06;

  /// Ancillary load: the attribute of type X at or behind offset A; 0 for none.
  static final int NLATTR = 0xffff_f00c;

  /// The same, but inside the nest at offset A.
  static final int NLATTR_NEST = 0xffff_f010;

  static final int KEEP = -1;
  static final int DROP = 0;

  /// `BPF_MAXINSNS`.
  static final int LONGEST = 4096;

  private static final int INSTRUCTION_BYTES = 8;
  private static final int PROGRAM_BYTES = 16;

  /// @param jt instructions to skip when a comparison holds, 0 to 255
  /// @param jf the same when it does not
  record Instruction(int code, int jt, int jf, int k) {}

  private final List<Instruction> instructions = new ArrayList<>();

  void add(int code, int k) {
    add(code, 0, 0, k);
  }

  void add(int code, int jt, int jf, int k) {
    instructions.add(new Instruction(code, jt, jf, k));
  }

  /// Adds a far jump, whose target is set later; only comparisons are bound to 255 instructions.
  int addJump() {
    add(JA, 0);
    return instructions.size() - 1;
  }

  /// Sends a jump to the instruction that is added next.
  void land(int jump) {
    instructions.set(jump, new Instruction(JA, 0, 0, instructions.size() - jump - 1));
  }

  int size() {
    return instructions.size();
  }

  List<Instruction> instructions() {
    return List.copyOf(instructions);
  }

  /// As `SO_ATTACH_FILTER` takes it; both parts live in the arena.
  MemorySegment toNative(Arena arena) {
    MemorySegment code = arena.allocate((long) size() * INSTRUCTION_BYTES, 8);
    for (int i = 0; i < size(); i++) {
      Instruction instruction = instructions.get(i);
      long at = (long) i * INSTRUCTION_BYTES;
      code.set(ValueLayout.JAVA_SHORT, at, (short) instruction.code());
      code.set(ValueLayout.JAVA_BYTE, at + 2, (byte) instruction.jt());
      code.set(ValueLayout.JAVA_BYTE, at + 3, (byte) instruction.jf());
      code.set(ValueLayout.JAVA_INT, at + 4, instruction.k());
    }
    MemorySegment program = arena.allocate(PROGRAM_BYTES, 8);
    program.set(ValueLayout.JAVA_SHORT, 0, (short) size());
    program.set(ValueLayout.JAVA_LONG, 8, code.address());
    return program;
  }
}
