// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

/// Writes messages of one caller at 10.77.1.2 and one callee at 10.77.2.2.
record SipText(
    String method,
    int number,
    String callId,
    String headers,
    String type,
    String content,
    String contentLength,
    boolean backwards) {

  SipText(String method, int number) {
    this(method, number, "call", "", "", "", "", false);
  }

  SipText call(String id) {
    return new SipText(method, number, id, headers, type, content, contentLength, backwards);
  }

  SipText header(String line) {
    String more = headers + line + "\r\n";
    return new SipText(method, number, callId, more, type, content, contentLength, backwards);
  }

  SipText contact(String value) {
    return header("Contact: " + value);
  }

  SipText body(String bodyType, String text) {
    return new SipText(method, number, callId, headers, bodyType, text, contentLength, backwards);
  }

  SipText noBody() {
    return body("", "");
  }

  SipText sdp(String text) {
    return body("application/sdp", text);
  }

  SipText audio(String address, int port) {
    return sdp(
        "v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d RTP/AVP 0\r\n"
            .formatted(address, address, port));
  }

  /// Another Content-Length than the right one.
  SipText length(String text) {
    return new SipText(method, number, callId, headers, type, content, text, backwards);
  }

  /// The callee asks.
  SipText fromCallee() {
    return new SipText(method, number, callId, headers, type, content, contentLength, true);
  }

  String text() {
    return method + " sip:bob@10.77.2.2 SIP/2.0\r\n" + rest(headers);
  }

  /// The answer, with the same body and the same Contact.
  String answer(int code) {
    return "SIP/2.0 " + code + " Text\r\n" + rest(headers);
  }

  /// The answer that names another contact.
  String answer(int code, String contact) {
    return "SIP/2.0 " + code + " Text\r\n" + rest("Contact: <sip:x@" + contact + ">\r\n");
  }

  private String rest(String more) {
    String length = contentLength.isEmpty() ? "" + content.length() : contentLength;
    return "Via: SIP/2.0/UDP 10.77.1.2:5060;branch=z9hG4bK"
        + number
        + "\r\nFrom: <sip:alice@x>;tag="
        + (backwards ? "b1" : "a1")
        + "\r\nTo: <sip:bob@x>;tag="
        + (backwards ? "a1" : "b1")
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + number
        + " "
        + method
        + "\r\n"
        + more
        + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
        + "Content-Length: "
        + length
        + "\r\n\r\n"
        + content;
  }
}
