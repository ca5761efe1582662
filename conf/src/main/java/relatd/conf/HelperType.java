// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One helper for one pair of protocols and the queue that feeds it.
///
/// @param name what the kernel, nfct and `CT --helper` call it
/// @param queueNum NFQUEUE number
/// @param queueLen packets that may wait in the kernel; 0 = its default (1024)
/// @param policies all classes of the helper, position = class
/// @param options our own settings by name, in the order of the file; see [HelperOptions]
public record HelperType(
    String name,
    Layer3 layer3,
    Layer4 layer4,
    int queueNum,
    int queueLen,
    List<HelperPolicy> policies,
    Map<String, List<String>> options) {

  public HelperType {
    policies = List.copyOf(policies);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /// Address family, by its name in the file.
  public enum Layer3 {
    INET("inet"),
    INET6("inet6");

    private final String word;

    Layer3(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// Transport protocol, by its name in the file.
  public enum Layer4 {
    TCP("tcp"),
    UDP("udp");

    private final String word;

    Layer4(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// `ftp inet tcp`
  public String title() {
    return name + ' ' + layer3.word() + ' ' + layer4.word();
  }
}
