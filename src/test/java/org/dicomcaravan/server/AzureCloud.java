package org.dicomcaravan.server;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.util.Map;
import java.util.TreeMap;

/** An emulator of Azure Blob Storage. */
final class AzureCloud implements OtherCloud {

    static final String AZURE = "azure";

    /** Azurite's account, which Microsoft documents; its key is no secret. */
    private static final String ACCOUNT = "devstoreaccount1";

    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private final String connection;
    private final BlobContainerClient container;

    private AzureCloud(String connection) {
        this.connection = connection;
        this.container = new BlobServiceClientBuilder()
                .connectionString(connection)
                .buildClient()
                .getBlobContainerClient(BUCKET);
    }

    /** The one that the environment names, with the container; else the test is left out. */
    static AzureCloud required() {
        AzureCloud cloud = new AzureCloud(connection(OtherCloud.required("CARAVAN_AZURE_ENDPOINT")));
        cloud.container.createIfNotExists();
        return cloud;
    }

    /** The connection string of an emulator. */
    static String connection(String endpoint) {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY + ";BlobEndpoint="
                + endpoint + "/" + ACCOUNT + ";";
    }

    @Override
    public String customisation() {
        return AZURE;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("caravan.azure.connection", connection);
    }

    @Override
    public Map<String, String> misleadingHeaders() {
        return Map.of(
                "CamelAzureStorageBlobOperation", "listBlobs", "CamelAzureStorageBlobBlobContainerName", "elsewhere");
    }

    @Override
    public Map<String, Stored> objects(String prefix) {
        Map<String, Stored> found = new TreeMap<>();
        for (BlobItem item : container.listBlobs(new ListBlobsOptions().setPrefix(prefix), null)) {
            BlobClient blob = container.getBlobClient(item.getName());
            found.put(
                    item.getName().substring(prefix.length()),
                    new Stored(
                            blob.downloadContent().toBytes(),
                            blob.getProperties().getContentType()));
        }
        return found;
    }

    @Override
    public void close() {}
}
