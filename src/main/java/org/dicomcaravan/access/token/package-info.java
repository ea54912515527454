/**
 * Who stands behind an access token: those of an OpenID Connect provider that are JSON Web Tokens are checked here (RFC 9068,
 * RFC 8725), opaque ones are shown to the provider (RFC 7662), Google's own to Google. Every token has to be for this server.
 */
package org.dicomcaravan.access.token;
