// Times OpenJPEG inside one process, and measures what codestreams keep, by its decoder; bench/jpeg2000 compiles
// and runs it. A picture is a file of its words, little endian, of as many bytes as its bits need.
//
//   openjpeg encode WORDS COLUMNS ROWS COMPONENTS BITS SIGNED RATIO CODESTREAM     milliseconds, bytes
//   openjpeg compare WORDS COLUMNS ROWS COMPONENTS BITS SIGNED CODESTREAM          decibels
//   openjpeg decode CODESTREAM                                                     milliseconds
//
// RATIO is that of the bits themselves, and 0 without loss.
#include <openjpeg.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "best.h"

using Bytes = std::vector<unsigned char>;

static Bytes read(const char *file) {
    std::ifstream in(file, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(in), {});
}

struct Picture {
    Bytes words;
    int columns, rows, components, bits;
    bool hasSign;

    explicit Picture(char **arguments)
        : words(read(arguments[0])),
          columns(std::atoi(arguments[1])),
          rows(std::atoi(arguments[2])),
          components(std::atoi(arguments[3])),
          bits(std::atoi(arguments[4])),
          hasSign(!std::strcmp(arguments[5], "true")) {}

    int at(size_t index) const {
        int word = bits > 8 ? words[2 * index] | words[2 * index + 1] << 8 : words[index];
        return hasSign ? static_cast<int>(static_cast<unsigned>(word) << (32 - bits)) >> (32 - bits) : word;
    }

    opj_image_t *image() const {
        opj_image_cmptparm_t parameters[3] = {};
        for (int i = 0; i < components; i++) {
            parameters[i].dx = parameters[i].dy = 1;
            parameters[i].w = columns;
            parameters[i].h = rows;
            parameters[i].prec = bits;
            parameters[i].sgnd = hasSign;
        }
        opj_image_t *image = opj_image_create(components, parameters, components == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY);
        image->x1 = columns;
        image->y1 = rows;
        for (int c = 0; c < components; c++) {
            for (size_t i = 0; i < size_t(columns) * rows; i++) image->comps[c].data[i] = at(i * components + c);
        }
        return image;
    }
};

struct Memory {
    Bytes bytes;
    size_t at = 0;

    static OPJ_SIZE_T write(void *from, OPJ_SIZE_T count, void *self) {
        auto *memory = static_cast<Memory *>(self);
        memory->bytes.resize(std::max(memory->bytes.size(), memory->at + count));
        std::memcpy(memory->bytes.data() + memory->at, from, count);
        memory->at += count;
        return count;
    }

    static OPJ_SIZE_T read(void *into, OPJ_SIZE_T count, void *self) {
        auto *memory = static_cast<Memory *>(self);
        size_t there = std::min(count, memory->bytes.size() - memory->at);
        std::memcpy(into, memory->bytes.data() + memory->at, there);
        memory->at += there;
        return there ? there : OPJ_SIZE_T(-1);
    }

    static OPJ_OFF_T skip(OPJ_OFF_T count, void *self) {
        static_cast<Memory *>(self)->at += count;
        return count;
    }

    static OPJ_BOOL seek(OPJ_OFF_T to, void *self) {
        static_cast<Memory *>(self)->at = to;
        return OPJ_TRUE;
    }

    opj_stream_t *stream(bool input) {
        opj_stream_t *stream = opj_stream_create(1 << 20, input);
        opj_stream_set_user_data(stream, this, nullptr);
        opj_stream_set_user_data_length(stream, bytes.size());
        opj_stream_set_write_function(stream, write);
        opj_stream_set_read_function(stream, read);
        opj_stream_set_skip_function(stream, skip);
        opj_stream_set_seek_function(stream, seek);
        return stream;
    }
};

static bool encode(const Picture &picture, double ratio, Memory &out) {
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_numlayers = 1;
    parameters.cp_disto_alloc = 1;
    parameters.tcp_rates[0] = static_cast<float>(ratio);
    parameters.irreversible = ratio > 0;
    parameters.tcp_mct = picture.components == 3;
    int side = std::min(picture.columns, picture.rows);
    parameters.numresolution = 1 + std::min(5, static_cast<int>(std::log2(side)));
    opj_image_t *image = picture.image();
    opj_codec_t *codec = opj_create_compress(OPJ_CODEC_J2K);
    out = Memory();
    opj_stream_t *stream = out.stream(false);
    bool done = opj_setup_encoder(codec, &parameters, image) && opj_start_compress(codec, image, stream) &&
                opj_encode(codec, stream) && opj_end_compress(codec, stream);
    opj_stream_destroy(stream);
    opj_destroy_codec(codec);
    opj_image_destroy(image);
    return done;
}

static opj_image_t *decoded(Memory &in) {
    in.at = 0;
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_codec_t *codec = opj_create_decompress(OPJ_CODEC_J2K);
    opj_stream_t *stream = in.stream(true);
    opj_image_t *image = nullptr;
    if (!opj_setup_decoder(codec, &parameters) || !opj_read_header(stream, codec, &image) ||
        !opj_decode(codec, stream, image)) {
        std::exit(1);
    }
    opj_stream_destroy(stream);
    opj_destroy_codec(codec);
    return image;
}

static double decibels(const Picture &picture, const char *file) {
    Memory in;
    in.bytes = read(file);
    opj_image_t *image = decoded(in);
    double squares = 0;
    size_t count = size_t(picture.columns) * picture.rows;
    for (int c = 0; c < picture.components; c++) {
        for (size_t i = 0; i < count; i++) {
            double error = image->comps[c].data[i] - picture.at(i * picture.components + c);
            squares += error * error;
        }
    }
    double peak = (1 << picture.bits) - 1;
    return 10 * std::log10(peak * peak * count * picture.components / squares);
}

int main(int count, char **arguments) {
    if (count == 3 && !std::strcmp(arguments[1], "decode")) {
        Memory in;
        in.bytes = read(arguments[2]);
        std::printf("%.2f\n", best([] {}, [&] {
            opj_image_destroy(decoded(in));
            return true;
        }));
        return 0;
    }
    if (count < 9) return 64;
    Picture picture(arguments + 2);
    if (!std::strcmp(arguments[1], "compare")) {
        std::printf("%.2f\n", decibels(picture, arguments[8]));
        return 0;
    }
    Memory out;
    double ratio = std::atof(arguments[8]);
    double milliseconds = best([] {}, [&] { return encode(picture, ratio, out); });
    std::ofstream(arguments[9], std::ios::binary).write(reinterpret_cast<char *>(out.bytes.data()), out.bytes.size());
    std::printf("%.2f\t%zu\n", milliseconds, out.bytes.size());
    return milliseconds < 0;
}
