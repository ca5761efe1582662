// SPDX-License-Identifier: Apache-2.0
package relatd.libmnl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import relatd.ffi.PlainFunction;
import relatd.ffi.SharedLibrary;

/// `libmnl/libmnl.h`.
public final class mnl_h {
  private static final class Library {
    static final SymbolLookup LOOKUP = SharedLibrary.open("libmnl.so.0", "libmnl0");
  }

  private mnl_h() {}

  private static final class mnl_attr_put {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "void mnl_attr_put(struct nlmsghdr *nlh, uint16_t type, size_t len, const void *data)");
  }

  /// `void mnl_attr_put(struct nlmsghdr *nlh, uint16_t type, size_t len, const void *data)`
  public static void mnl_attr_put(MemorySegment nlh, int type, long len, MemorySegment data) {
    mnl_attr_put.CALL.call(nlh.address(), type & 0xffff, len, data.address());
  }

  private static final class mnl_attr_put_u32 {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "void mnl_attr_put_u32(struct nlmsghdr *nlh, uint16_t type, uint32_t data)");
  }

  /// `void mnl_attr_put_u32(struct nlmsghdr *nlh, uint16_t type, uint32_t data)`; the value goes
  /// out in host order.
  public static void mnl_attr_put_u32(MemorySegment nlh, int type, int data) {
    mnl_attr_put_u32.CALL.call(nlh.address(), type & 0xffff, data, 0);
  }

  private static final class mnl_attr_nest_start {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "struct nlattr *mnl_attr_nest_start(struct nlmsghdr *nlh, uint16_t type)");
  }

  /// `struct nlattr *mnl_attr_nest_start(struct nlmsghdr *nlh, uint16_t type)`
  public static MemorySegment mnl_attr_nest_start(MemorySegment nlh, int type) {
    return MemorySegment.ofAddress(
        mnl_attr_nest_start.CALL.call(nlh.address(), type & 0xffff, 0, 0));
  }

  private static final class mnl_attr_nest_end {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP, "void mnl_attr_nest_end(struct nlmsghdr *nlh, struct nlattr *start)");
  }

  /// `void mnl_attr_nest_end(struct nlmsghdr *nlh, struct nlattr *start)`
  public static void mnl_attr_nest_end(MemorySegment nlh, MemorySegment start) {
    mnl_attr_nest_end.CALL.call(nlh.address(), start.address(), 0, 0);
  }
}
