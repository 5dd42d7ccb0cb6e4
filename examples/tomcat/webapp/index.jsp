<%@ page contentType="text/html; charset=UTF-8" pageEncoding="UTF-8" session="false" %>
<%@ page import="java.util.Arrays, java.util.List" %>
<%!
    /* What MySmartPlan said of the person, as the SAML module hands it on: octets of UTF-8, of which AJP makes Latin-1. */
    private static String told(jakarta.servlet.http.HttpServletRequest request, String name) {
        Object value = request.getAttribute(name);
        if (value == null) return "";
        byte[] octets = value.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return new String(octets, java.nio.charset.StandardCharsets.UTF_8);
    }

    /* Text for a page: names of people and organisations may hold anything. */
    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static final String[] MONTHS = {"January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December"};
    private static final int[] SHARES = {128, 121, 112, 96, 84, 76, 72, 79, 88, 101, 115, 126};
%>
<%
    String organization = told(request, "organization_name");
    List<String> roles = Arrays.asList(told(request, "roles").split(";"));
    String mandate = told(request, "mandate");
    int size = 80 + Math.floorMod(told(request, "organization_id").hashCode(), 320);
%>
<!doctype html>
<html lang="en">
<head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Extranet - <%= html(organization) %></title>
    <style>
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 1rem; color-scheme: light dark; }
        table { border-collapse: collapse; width: 100%; }
        th, td { padding: .25rem .5rem; text-align: start; border-bottom: 1px solid; }
        td:last-child { text-align: end; }
    </style>
</head>
<body>
<header><p>Signed in as <strong id="person"><%= html(told(request, "given_name")) %> <%= html(told(request, "family_name")) %></strong>
    for <strong id="organization"><%= html(organization) %></strong><% if (!mandate.isEmpty()) { %>, by a mandate<% } %>
    <a href="/Shibboleth.sso/Logout">Sign out</a></p></header>
<main>
    <h1>Extranet</h1>
    <p>Your roles here: <span id="roles"><%= html(String.join(", ", roles)) %></span>.</p>
<% if (roles.contains("consumption-viewer")) { %>
    <h2 id="consumption">Electricity consumption</h2>
    <table aria-labelledby="consumption">
        <tr><th scope="col">Month</th><th scope="col">kWh</th></tr>
<%  for (int month = 0; month < MONTHS.length; month++) { %>
        <tr><th scope="row"><%= MONTHS[month] %></th><td><%= String.format("%,d", size * SHARES[month]) %></td></tr>
<%  } %>
    </table>
<% } else { %>
    <p>Consumption is shown to whoever has the role <code>consumption-viewer</code>. Ask your contact person.</p>
<% } %>
</main>
</body>
</html>
