package org.dicomcaravan.transcode.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dicomcaravan.text.Quoted;
import org.dicomcaravan.transcode.MediaType;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.OutputType;

/**
 * What can be asked for.
 *
 * @param types what is produced, in the order in which those who do are asked
 */
record Formats(List<OutputType> types) {

    /** Everything, as requests write it: sorted by type, then in the order of the transcoders. */
    List<String> mediaTypes() {
        List<String> all = new ArrayList<>();
        for (String mimeType : mimeTypes()) {
            all.add(mimeType);
            syntaxes(of(mimeType)).forEach(syntax -> all.add(new MediaType(mimeType, Optional.of(syntax)).toString()));
        }
        return List.copyOf(all);
    }

    private TreeSet<String> mimeTypes() {
        return types.stream().map(OutputType::mimeType).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<OutputType> of(String mimeType) {
        return types.stream().filter(type -> type.mimeType().equals(mimeType)).toList();
    }

    private static List<String> syntaxes(List<OutputType> types) {
        return types.stream()
                .flatMap(type -> type.transferSyntaxes().stream())
                .distinct()
                .toList();
    }

    /** What a request asks for: see {@link TranscoderChain#require}. */
    OutputFormat require(MediaType media) {
        return format(media).orElseThrow(() -> new IllegalArgumentException(refusal(media)));
    }

    private Optional<OutputFormat> format(MediaType media) {
        List<OutputType> candidates = of(media.type());
        if (media.transferSyntax().isEmpty()) {
            return candidates.stream()
                    .findFirst()
                    .map(type -> type.in(type.transferSyntaxes().stream().findFirst()));
        }
        return candidates.stream()
                .filter(type ->
                        type.transferSyntaxes().contains(media.transferSyntax().get()))
                .findFirst()
                .map(type -> type.in(media.transferSyntax()));
    }

    private String refusal(MediaType media) {
        List<OutputType> candidates = of(media.type());
        if (candidates.isEmpty()) {
            return Quoted.of(media.type()) + " can't be exported; there are " + String.join(", ", mimeTypes());
        }
        List<String> syntaxes = syntaxes(candidates);
        String syntax = "transfer-syntax " + Quoted.of(media.transferSyntax().orElse("")) + " of " + media.type();
        return syntaxes.isEmpty()
                ? syntax + " can't be used; this type takes no transfer-syntax"
                : syntax + " can't be exported; there are " + String.join(", ", syntaxes);
    }
}
