package org.dicomcaravan.server;

import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.rpc.RpcCode;

/** The tables of a backend that has none. */
final class NoTables implements TableStore {

    @Override
    public Optional<DestinationException> refusal(TableUri table, WriteDisposition disposition) {
        return Optional.of(new DestinationException(
                RpcCode.UNIMPLEMENTED,
                "This server does not export to BigQuery: bigqueryDestination is valid, but with this profile only"
                        + " gcsDestination can be carried out"));
    }

    @Override
    public Loaded load(Load load) throws DestinationException {
        throw refusal(load.table(), load.disposition()).orElseThrow();
    }
}
