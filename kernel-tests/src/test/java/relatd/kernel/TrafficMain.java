// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// Real connections from one namespace to another: `serve PORT` ([EchoServer]) in the one, `hold
/// FLOW...` ([HeldFlow]) in the other.
///
/// Flows are opened one after the other; `up FLOW` says that the server has answered on one. Then
/// all are asked for an echo in turn, and `round N` follows each time that all have given it; a
/// flow that has not ends the program with a trace. `open FLOW...` says nothing more on them.
final class TrafficMain {
  static final String SERVING = "serving";
  static final String UP = "up ";
  static final String ROUND = "round ";

  private static final long PAUSE_MILLIS = 100;

  private TrafficMain() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (words.getFirst().equals("serve")) {
      new EchoServer().serve(Integer.parseInt(words.get(1)), Integer.parseInt(words.getLast()));
    } else if (words.getFirst().equals("open")) {
      open(words.stream().skip(1).map(HeldFlow::of).toList());
      Thread.sleep(Long.MAX_VALUE);
    } else {
      hold(words.stream().skip(1).map(HeldFlow::of).toList());
    }
  }

  private static void open(List<HeldFlow> flows) throws Exception {
    for (HeldFlow flow : flows) {
      flow.echo();
      System.out.println(UP + flow);
    }
  }

  private static void hold(List<HeldFlow> flows) throws Exception {
    open(flows);
    for (int round = 1; true; round++) {
      Thread.sleep(PAUSE_MILLIS);
      for (HeldFlow flow : flows) {
        flow.echo();
      }
      System.out.println(ROUND + round);
    }
  }
}
