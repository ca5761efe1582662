// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// What happened to an entry of a kernel table.
public enum EventType {
  NEW,
  UPDATE,
  DESTROY
}
