package org.dicomcaravan.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.dicomcaravan.access.RereadFile;
import org.dicomcaravan.access.policy.Policies;
import org.dicomcaravan.access.policy.ServiceAccounts;
import org.dicomcaravan.access.token.BearerTokens;
import org.dicomcaravan.access.token.ProviderSettings;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.text.Quoted;

/**
 * Who may call this server, and what it may reach for whom, as the configuration says. Immutable.
 *
 * @param tokens of the identity provider; empty where nobody is asked who he is
 * @param policies who may do what, as they are now
 * @param accounts what may be written for which project, as it is now
 * @param description for the log, at start
 * @param files that are looked at again and again
 */
record AccessControl(
        Optional<BearerTokens> tokens,
        Supplier<Policies> policies,
        Supplier<ServiceAccounts> accounts,
        String description,
        List<RereadFile<?>> files) {

    private static final String ISSUER = "caravan.access.issuer";
    private static final String AUDIENCE = "caravan.access.audience";
    private static final String POLICY = "caravan.access.policy";
    private static final String ACCOUNTS = "caravan.access.service-accounts";
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    /**
     * Reads it.
     *
     * @param serving false for a server of one export, which only its own process knows of
     * @throws IOException if a file is missing or wrong; the message says which
     * @throws IllegalArgumentException if a property is wrong
     */
    static AccessControl read(Path config, Configuration configuration, boolean serving) throws IOException {
        Optional<String> issuer = configuration.given(ISSUER);
        RereadFile<ServiceAccounts> accounts = accounts(config, configuration, issuer.isPresent());
        if (!serving || issuer.isEmpty()) {
            return new AccessControl(
                    Optional.empty(),
                    Policies::open,
                    accounts::current,
                    "No identity provider is configured (" + ISSUER
                            + "): whoever reaches this machine's own addresses may do anything",
                    List.of(accounts));
        }
        RereadFile<Policies> policy =
                RereadFile.open("Access policy", file(config, configuration, POLICY, "iam-policy.json"), Policies::of);
        return new AccessControl(
                Optional.of(new BearerTokens(provider(configuration, issuer.get()))),
                policy::current,
                accounts::current,
                "Callers sign in at " + issuer.get() + "; what they may do says " + policy,
                List.of(policy, accounts));
    }

    private static ProviderSettings provider(Configuration configuration, String issuer) {
        requireUrl(issuer);
        Set<String> audiences = new LinkedHashSet<>(list(configuration.text(AUDIENCE)));
        if (audiences.isEmpty()) {
            throw new IllegalArgumentException("Property " + AUDIENCE + " (" + Setting.variable(AUDIENCE)
                    + ") is empty: expected the audience that tokens for this server name, since those for other programs"
                    + " are not to be taken");
        }
        List<String> algorithms = list(configuration.text("caravan.access.algorithms"));
        for (String algorithm : algorithms) {
            if (!ALGORITHMS.contains(algorithm)) {
                throw new IllegalArgumentException("Property caravan.access.algorithms has " + Quoted.of(algorithm)
                        + ": expected some of " + ALGORITHMS.stream().sorted().toList());
            }
        }
        return new ProviderSettings(
                issuer,
                audiences,
                configuration.text("caravan.access.groups-claim"),
                algorithms,
                Duration.ofSeconds(configuration.number("caravan.access.clock-skew-seconds")),
                client(configuration),
                asksAlways(configuration));
    }

    private static boolean asksAlways(Configuration configuration) {
        boolean always = configuration.flag("caravan.access.introspect-always");
        if (always && configuration.given("caravan.access.client-id").isEmpty()) {
            throw new IllegalArgumentException("Property caravan.access.introspect-always is true, and"
                    + " caravan.access.client-id is empty: expected the client that asks");
        }
        return always;
    }

    private static Optional<ProviderSettings.Client> client(Configuration configuration) {
        Optional<String> id = configuration.given("caravan.access.client-id");
        Optional<String> secret = configuration.given("caravan.access.client-secret");
        if (id.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException(
                    "Of caravan.access.client-id and caravan.access.client-secret one is set: expected both, or none");
        }
        return id.map(it -> new ProviderSettings.Client(it, secret.get()));
    }

    private static void requireUrl(String issuer) {
        try {
            URI uri = URI.create(issuer);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https") || (scheme.equals("http") && isLoopback(uri.getHost()));
            if (secure && uri.getHost() != null && uri.getQuery() == null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(notAnIssuer(issuer), e);
        }
        throw new IllegalArgumentException(notAnIssuer(issuer));
    }

    private static String notAnIssuer(String issuer) {
        return "Property " + ISSUER + " is " + Quoted.of(issuer)
                + ": expected the URL of an identity provider, https://… (http:// on this machine alone), as its tokens"
                + " name it";
    }

    private static RereadFile<ServiceAccounts> accounts(Path config, Configuration configuration, boolean authenticated)
            throws IOException {
        String what = "List of service accounts";
        Path file = file(config, configuration, ACCOUNTS, "service-accounts.json");
        if (configuration.given(ACCOUNTS).isPresent()) {
            return RereadFile.open(what, file, ServiceAccounts::of);
        }
        ServiceAccounts all = authenticated ? ServiceAccounts.ofOwnProjects() : ServiceAccounts.unlimited();
        return RereadFile.open(what, file, ServiceAccounts::of, all);
    }

    private static Path file(Path config, Configuration configuration, String property, String name) {
        return configuration.given(property).map(Path::of).orElse(config.resolve(name));
    }

    private static List<String> list(String text) {
        return Arrays.stream(BETWEEN.split(text)).filter(it -> !it.isEmpty()).toList();
    }

    /**
     * Refuses to listen where others than this machine's users are, without asking who they are.
     *
     * @param host that the server is to listen on
     */
    void requireSafe(String host) {
        if (tokens.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException("Host " + host
                    + " can be reached from other machines, and nobody is asked"
                    + " who he is: set " + ISSUER + " (" + Setting.variable(ISSUER) + "), " + AUDIENCE + " and "
                    + POLICY + ", or listen on 127.0.0.1; see docs/security.md");
        }
    }

    /** Whether all addresses of a host are those of the machine itself alone. */
    static boolean isLoopback(String host) {
        try {
            return host != null
                    && Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
