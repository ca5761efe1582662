// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Judges JSON lines by docs/schema, each by the file that its type names.
public final class Schemas {
  private static final Path FOLDER =
      Path.of(System.getProperty("relatd.testdata"), "..", "docs", "schema");
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z]+)\"");

  private Schemas() {}

  /// @return what is wrong; empty when all is well
  public static List<String> complaints(String line) {
    Matcher type = TYPE.matcher(line);
    if (!type.find()) {
      return List.of("no type: " + line);
    }
    return schema(type.group(1)).validate(line, InputFormat.JSON).stream()
        .map(complaint -> complaint + " in " + line)
        .toList();
  }

  private static JsonSchema schema(String type) {
    try {
      String text = Files.readString(FOLDER.resolve(type + ".json"));
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
