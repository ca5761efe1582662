// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// What happens to each entry of a walk; it may update or remove any entry, this one too.
@FunctionalInterface
public interface EntryVisitor {
  void visit(int entry);
}
