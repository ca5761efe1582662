// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/// For tests that the original plays alone, too, as the control: where it fails, it is the original
/// or the laboratory that failed, and nothing is known of ours. The case is named as skipped, with
/// what the control met.
final class Control implements TestExecutionExceptionHandler {
  private static final Pattern ORIGINAL = Pattern.compile("\\bC\\b");

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    String name = context.getDisplayName();
    boolean control = ORIGINAL.matcher(name).find() && !name.contains("RELATD");
    if (control && failure instanceof AssertionError) {
      String said = failure.toString().strip().lines().limit(2).reduce("", (a, b) -> a + " " + b);
      throw new TestAbortedException("the original alone failed:" + said);
    }
    throw failure;
  }
}
