// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// The helpers that are installed, by name.
public final class HelperCatalog {
  private final List<Helper> helpers;

  public HelperCatalog(List<Helper> helpers) {
    List<Helper> sorted = new ArrayList<>(helpers);
    sorted.sort(Comparator.comparing(Helper::name));
    this.helpers = List.copyOf(sorted);
  }

  /// What [ServiceLoader] finds: our modules, and jars that were put beside them.
  public static HelperCatalog installed() {
    return new HelperCatalog(
        ServiceLoader.load(Helper.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /// Sorted by name.
  public List<Helper> all() {
    return helpers;
  }

  public Optional<Helper> byName(String name) {
    return helpers.stream().filter(helper -> helper.name().equals(name)).findFirst();
  }
}
